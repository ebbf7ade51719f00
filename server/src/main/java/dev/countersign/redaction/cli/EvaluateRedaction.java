package dev.countersign.redaction.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Finders;
import dev.countersign.redaction.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evaluate redaction`: measures the finders on labelled texts (see [Scores] for the scoring) and
/// their speed in millions of UTF-8 bytes a second: one thread, best of five rounds, after a second
/// of warm-up.
///
/// The labelled texts ask for every kind the finders know, not only those masked by default.
@Command(
        name = "redaction",
        description = "Measure how much personal data is found, how much wrongly, and how fast.",
        mixinStandardHelpOptions = true)
public final class EvaluateRedaction implements Callable<Integer> {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Supplier<Optional<Finder>> names;
    private @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "F",
            description = "labelled texts, Presidio-research JSON, may be gzipped")
    private @Nullable Path data;

    @Option(names = "--text", paramLabel = "F", description = "any text file, for speed alone")
    private @Nullable Path text;

    @Option(names = "--profile", defaultValue = "rules", description = "rules or rules+names")
    private String profile = "rules";

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /// @param names the name finder; empty where its model is not installed
    public EvaluateRedaction(Supplier<Optional<Finder>> names) {
        this.names = names;
    }

    private record Sample(String text, List<Scores.Labelled> spans, int template) {}

    @Override
    public Integer call() throws IOException {
        var finder = finder(Kind.all());
        if (finder.isEmpty() || (data == null) == (text == null)) {
            var out = err();
            out.println(
                    finder.isEmpty()
                            ? complaint()
                            : "give either `--data` with labelled texts or `--text` with any text");
            out.flush();
            return 2;
        }
        var report =
                data != null
                        ? judge(finder.get(), samples(data))
                        : time(finder(Kind.maskedByDefault()).orElseThrow(), text);
        var out =
                spec == null
                        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                        : spec.commandLine().getOut();
        out.println(json ? report.toString() : table(report));
        out.flush();
        return 0;
    }

    private Optional<Finder> finder(java.util.Set<Kind> kinds) {
        return switch (profile) {
            case "rules" -> Optional.of(Finders.rules(kinds));
            case "rules+names" ->
                    names.get().map(found -> Finders.with(Finders.rules(kinds), found));
            default -> Optional.empty();
        };
    }

    private String complaint() {
        return profile.equals("rules+names")
                ? "the name model is not present; install it or use `--profile rules`"
                : "unknown profile `" + profile + "`; use `rules` or `rules+names`";
    }

    private PrintWriter err() {
        return spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
    }

    private static ObjectNode judge(Finder finder, List<Sample> samples) {
        var all = score(finder, samples, template -> true);
        var report = JSON.createObjectNode();
        put(report, all.overall());
        report.put("mb_per_s", Speed.measure(finder, samples.stream().map(Sample::text).toList()));
        report.put("texts", samples.size());
        var entities = report.putObject("entities");
        all.byType().forEach((type, score) -> put(entities.putObject(type), score));
        put(report.putObject("even_templates"), score(finder, samples, t -> t % 2 == 0).overall());
        put(report.putObject("odd_templates"), score(finder, samples, t -> t % 2 != 0).overall());
        return report;
    }

    private static Scores score(Finder finder, List<Sample> samples, IntPredicate template) {
        var scores = new Scores();
        for (var sample : samples) {
            if (template.test(sample.template())) {
                var found =
                        finder.find(sample.text()).stream()
                                .map(s ->
                                        new Scores.Labelled(
                                                s.start(), s.end(), Scores.type(s.kind())))
                                .toList();
                scores.add(sample.text(), sample.spans(), found);
            }
        }
        return scores;
    }

    private static ObjectNode time(Finder finder, @Nullable Path file) throws IOException {
        var lines = Files.readAllLines(file == null ? Path.of("") : file);
        var report = JSON.createObjectNode();
        report.put("mb_per_s", Speed.measure(finder, lines));
        report.put("texts", lines.size());
        report.put("spans", lines.stream().mapToInt(line -> finder.find(line).size()).sum());
        return report;
    }

    private static List<Sample> samples(Path file) throws IOException {
        var samples = new ArrayList<Sample>();
        try (var in = open(file)) {
            for (var item : JSON.readTree(in)) {
                var spans = new ArrayList<Scores.Labelled>();
                for (var span : item.path("spans")) {
                    spans.add(
                            new Scores.Labelled(
                                    span.path("start_position").asInt(),
                                    span.path("end_position").asInt(),
                                    Scores.type(span.path("entity_type").asText())));
                }
                samples.add(
                        new Sample(
                                item.path("full_text").asText(),
                                spans,
                                item.path("template_id").asInt()));
            }
        }
        return samples;
    }

    private static InputStream open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static void put(ObjectNode node, Scores.Score score) {
        node.put("precision", score.precision())
                .put("recall", score.recall())
                .put("f2", score.f2())
                .put("support", score.support());
    }

    private static String table(ObjectNode report) {
        var out = new StringBuilder();
        report.properties()
                .forEach(field -> {
                    if (field.getValue().isObject()) {
                        out.append(field.getKey()).append('\n');
                        field.getValue()
                                .properties()
                                .forEach(inner ->
                                        out.append("  ")
                                                .append(inner.getKey())
                                                .append(' ')
                                                .append(inner.getValue())
                                                .append('\n'));
                    } else {
                        out.append(field.getKey())
                                .append(' ')
                                .append(field.getValue())
                                .append('\n');
                    }
                });
        return out.toString().stripTrailing();
    }
}
