package dev.countersign.playbook.cli;

import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.Draft;
import dev.countersign.playbook.OrganisationReader;
import dev.countersign.playbook.OutlineCount;
import dev.countersign.playbook.PlaybookReader;
import dev.countersign.playbook.Reading;
import dev.countersign.playbook.Settled;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `check`: everything there is to say about a playbook, each at its place. Never prints colours.
///
/// Exit code 0: nothing to decide or mend; 1: findings that ask for a decision or a correction; 2:
/// wrong usage, or a file that cannot be read or written.
@Command(
        name = "check",
        description = {
            "Check a playbook, and recover one that lost its indentation.",
            "The organisation file beside it is checked, too, and how the two fit."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing to decide or mend",
            "1:findings that ask for a decision or a correction",
            "2:wrong usage, or a file that cannot be read or written"
        })
public final class CheckCommand implements Callable<Integer> {
    private @Spec @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the playbook")
    private Path file = Path.of("playbook.yaml");

    @Option(
            names = "--emit",
            paramLabel = "OUT.yaml",
            description = "write the document there, with its indentation recovered")
    private @Nullable Path emit;

    @Option(names = "--lenient", description = "keep unknown keys and warn about them")
    private boolean lenient;

    @Option(
            names = "--organisation",
            paramLabel = "F",
            description = "the organisation file; default: organisation.yaml beside FILE")
    private @Nullable Path organisation;

    @Option(names = "--json", description = "one JSON object on standard output")
    private boolean json;

    @Override
    public Integer call() {
        try {
            return report(read(file));
        } catch (Unreadable unreadable) {
            return refuse(unreadable.getMessage());
        }
    }

    /// A file that is not there, or no text.
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String sentence) {
            super(sentence);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private static String read(Path file) throws Unreadable {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new Unreadable(
                    "cannot read `" + file + "`; name a file that exists and may be read");
        }
        var text = CharBuffer.allocate(bytes.length);
        var in = ByteBuffer.wrap(bytes);
        var decoded =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(in, text, true);
        text.flip();
        if (decoded.isError()) {
            throw new Unreadable(
                    file
                            + ":"
                            + placeOfEnd(text.toString())
                            + ": byte "
                            + (in.position() + 1)
                            + " is not UTF-8; save the file as UTF-8");
        }
        return text.toString();
    }

    private int report(String text) throws Unreadable {
        var mode = lenient ? PlaybookReader.Mode.LENIENT : PlaybookReader.Mode.STRICT;
        var reading = PlaybookReader.read(String.valueOf(file.getFileName()), text, mode);
        var beside = beside();
        var checked = reading;
        if (beside.isPresent()) {
            var own = read(beside.get());
            var name = String.valueOf(beside.get().getFileName());
            var all = new ArrayList<>(Settled.by(own, reading.findings()));
            all.addAll(Draft.bound(reading, OrganisationReader.read(name, own), name, own));
            checked = new Reading(reading.playbook(), all, reading.recovery());
        }
        var document = reading.recovered().orElse(text);
        if (emit != null) {
            try {
                Files.writeString(emit, document);
            } catch (IOException unwritable) {
                return refuse("cannot write `" + emit + "`; name a file in a folder that exists");
            }
        }
        var count = OutlineCount.of(document);
        print(
                json
                        ? CheckReport.json(file.toString(), checked, count)
                        : CheckReport.text(checked, count, emit == null));
        return decided(checked) ? 0 : 1;
    }

    private Optional<Path> beside() {
        if (organisation != null) {
            return Optional.of(organisation);
        }
        return Optional.of(file.resolveSibling("organisation.yaml")).filter(Files::isRegularFile);
    }

    private static boolean decided(Reading reading) {
        return reading.findings().stream().allMatch(f -> f.severity() == Severity.WARNING);
    }

    private static String placeOfEnd(String before) {
        var line = before.chars().filter(c -> c == '\n').count() + 1;
        return line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    private int refuse(String sentence) {
        var err =
                spec == null
                        ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                        : spec.commandLine().getErr();
        err.println("countersign: " + sentence);
        err.flush();
        return 2;
    }

    private void print(String text) {
        var out =
                spec == null
                        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                        : spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
