package dev.countersign.playbook.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.OutlineCount;
import dev.countersign.playbook.PlaybookReader;
import dev.countersign.playbook.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks a playbook and recovers one that lost its indentation.
@Command(
        name = "check",
        description = "Checks a playbook; recovers one that lost its indentation.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "FILE", description = "the playbook")
    private Path file = Path.of("playbook.yaml");

    @Option(
            names = "--emit",
            paramLabel = "OUT.yaml",
            description = "write the recovered document here")
    private Optional<Path> emit = Optional.empty();

    @Option(names = "--lenient", description = "keep unknown keys and warn about them")
    private boolean lenient;

    @Option(names = "--json", description = "one JSON object on standard output")
    private boolean json;

    @Override
    public Integer call() {
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                            .toString();
        } catch (CharacterCodingException e) {
            System.err.println("countersign: `" + file + "` is not UTF-8; save it as UTF-8");
            return 2;
        } catch (IOException e) {
            System.err.println("countersign: cannot read `" + file + "`");
            return 2;
        }
        var mode = lenient ? PlaybookReader.Mode.LENIENT : PlaybookReader.Mode.STRICT;
        var reading = PlaybookReader.read(file.getFileName().toString(), text, mode);
        var count = OutlineCount.of(reading.recovered().orElse(text));
        try {
            if (emit.isPresent()) {
                Files.writeString(emit.get(), reading.recovered().orElse(text));
            }
        } catch (IOException e) {
            System.err.println("countersign: cannot write `" + emit.get() + "`");
            return 2;
        }
        if (json) {
            System.out.println(asJson(reading, count));
        } else {
            print(reading, count);
        }
        var open = reading.findings().stream().anyMatch(f -> f.severity() != Severity.WARNING);
        return open ? 1 : 0;
    }

    private void print(Reading reading, OutlineCount count) {
        if (emit.isEmpty()) {
            reading.recovered().ifPresent(System.out::println);
        }
        for (var f : reading.findings()) {
            System.out.println(f.severity().name().toLowerCase(Locale.ROOT) + "  " + f.asLine());
        }
        System.out.println(
                count.keyPaths()
                        + " key paths, "
                        + count.values()
                        + " values; "
                        + (reading.recovered().isPresent()
                                ? "the indentation was recovered"
                                : "read as written")
                        + "; "
                        + reading.findings().size()
                        + " findings");
    }

    private String asJson(Reading reading, OutlineCount count) {
        var out = JSON.createObjectNode();
        out.put("file", file.toString());
        out.put("recovered", reading.recovered().isPresent());
        out.put("key_paths", count.keyPaths());
        out.put("values", count.values());
        var findings = out.putArray("findings");
        var placements = out.putArray("placements");
        for (var f : reading.findings()) {
            findings.addObject()
                    .put("line", f.line())
                    .put("column", f.column())
                    .put("severity", f.severity().name().toLowerCase(Locale.ROOT))
                    .put("code", f.code())
                    .put("sentence", f.sentence())
                    .put("remedy", f.remedy());
            if (isPlacement(f)) {
                placements.addObject().put("line", f.line()).put("sentence", f.sentence());
            }
        }
        if (emit.isEmpty()) {
            reading.recovered().ifPresent(y -> out.put("yaml", y));
        }
        return out.toString();
    }

    private static boolean isPlacement(Finding f) {
        return f.code().equals("placed-by-rule");
    }
}
