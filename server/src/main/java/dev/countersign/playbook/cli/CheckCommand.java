package dev.countersign.playbook.cli;

import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.OutlineCount;
import dev.countersign.playbook.PlaybookReader;
import dev.countersign.playbook.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        description = "Check a playbook, and recover one that lost its indentation.",
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

    @Option(names = "--json", description = "one JSON object on standard output")
    private boolean json;

    @Override
    public Integer call() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException | OutOfMemoryError unreadable) {
            return refuse("cannot read `" + file + "`; name a file that exists and may be read");
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
            return refuse(
                    file
                            + ":"
                            + placeOfEnd(text.toString())
                            + ": byte "
                            + (in.position() + 1)
                            + " is not UTF-8; save the file as UTF-8");
        }
        return report(text.toString());
    }

    private int report(String text) {
        var mode = lenient ? PlaybookReader.Mode.LENIENT : PlaybookReader.Mode.STRICT;
        var reading = PlaybookReader.read(String.valueOf(file.getFileName()), text, mode);
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
                        ? CheckReport.json(file.toString(), reading, count)
                        : CheckReport.text(reading, count, emit == null));
        return decided(reading) ? 0 : 1;
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
