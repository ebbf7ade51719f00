package dev.countersign.model.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.model.Document;
import dev.countersign.model.Encoder;
import dev.countersign.model.Hit;
import dev.countersign.model.Index;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evaluate retrieval`: builds the product's index over documents in BEIR's format and says how
/// often it finds the right ones.
///
/// `recall_at_5`: mean share of a question's right documents among the first five. `ndcg_at_10`:
/// graded gain of the first ten against the best possible order. Questions without a right document
/// do not count.
@Command(
        name = "retrieval",
        description = "Index documents, ask labelled questions, measure what is found.",
        mixinStandardHelpOptions = true)
public final class EvaluateRetrieval implements Callable<Integer> {
    private @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--corpus",
            required = true,
            paramLabel = "F",
            description = "JSON lines `_id,title,text`")
    private Path corpus = Path.of("");

    @Option(
            names = "--queries",
            required = true,
            paramLabel = "F",
            description = "JSON lines `_id,text`")
    private Path queries = Path.of("");

    @Option(
            names = "--qrels",
            required = true,
            paramLabel = "F",
            description = "tab-separated, with header: query-id, corpus-id, score")
    private Path qrels = Path.of("");

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--progress", description = "say on stderr how far the work is")
    private boolean progress;

    private record Question(String id, String text) {}

    @Override
    public Integer call() {
        try {
            Out.print(spec, json, measure());
            return 0;
        } catch (Unreadable e) {
            Out.complain(spec, e.getMessage());
            return 2;
        }
    }

    private ObjectNode measure() throws Unreadable {
        var documents = new ArrayList<Document>();
        for (var line : lines(corpus)) {
            documents.add(
                    new Document(
                            line.path("_id").asText(),
                            line.path("title").asText(),
                            line.path("text").asText()));
        }
        var questions = new ArrayList<Question>();
        for (var line : lines(queries)) {
            questions.add(new Question(line.path("_id").asText(), line.path("text").asText()));
        }
        return measure(documents, questions, grades());
    }

    private ObjectNode measure(
            List<Document> documents,
            List<Question> questions,
            Map<String, Map<String, Integer>> grades) {
        var encoder = new Encoder();
        Progress.of(progress).say("reading " + documents.size() + " documents");
        var start = System.nanoTime();
        var index = Index.build(encoder, documents);
        var built = System.nanoTime();
        var asked = questions.stream().filter(q -> grades.containsKey(q.id())).toList();
        var recall = 0.0;
        var gain = 0.0;
        for (var question : asked) {
            var right = grades.getOrDefault(question.id(), Map.of());
            var found = index.search(question.text(), 10).stream().map(Hit::id).toList();
            recall += recall(found, right);
            gain += ndcg(found, right);
        }
        var report = JsonMapper.builder().build().createObjectNode();
        var count = Math.max(1, asked.size());
        return report.put("recall_at_5", recall / count)
                .put("ndcg_at_10", gain / count)
                .put("documents", documents.size())
                .put("queries", asked.size())
                .put("index_seconds", Math.round((built - start) / 1e7) / 100.0)
                .put("ms_per_query", Math.round((System.nanoTime() - built) / 1e4 / count) / 100.0)
                .put("encoder", encoder.version());
    }

    static double recall(List<String> found, Map<String, Integer> right) {
        return (double) found.stream().limit(5).filter(right::containsKey).count() / right.size();
    }

    static double ndcg(List<String> found, Map<String, Integer> right) {
        var best = right.values().stream().sorted(Comparator.reverseOrder()).limit(10).toList();
        var grades = found.stream().limit(10).map(id -> right.getOrDefault(id, 0)).toList();
        return gain(grades) / gain(best);
    }

    private static double gain(List<Integer> grades) {
        return IntStream.range(0, grades.size())
                .mapToDouble(i -> grades.get(i) / (Math.log(i + 2) / Math.log(2)))
                .sum();
    }

    private static List<JsonNode> lines(Path file) throws Unreadable {
        var mapper = JsonMapper.builder().build();
        var nodes = new ArrayList<JsonNode>();
        var number = 0;
        for (var line : Input.read(file).lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                var node = mapper.readTree(line);
                if (node.path("_id").asText().isBlank() || !node.path("text").isTextual()) {
                    throw new Unreadable(
                            "`" + file + "` line " + number + ": needs `_id` and `text`");
                }
                nodes.add(node);
            } catch (JsonProcessingException e) {
                throw new Unreadable(
                        "`%s` line %d is not JSON: %s"
                                .formatted(file, number, e.getOriginalMessage()));
            }
        }
        return nodes;
    }

    private Map<String, Map<String, Integer>> grades() throws Unreadable {
        var grades = new HashMap<String, Map<String, Integer>>();
        var number = 0;
        for (var line : Input.read(qrels).lines().toList()) {
            number++;
            if (number == 1 || line.isBlank()) {
                continue;
            }
            var fields = line.split("\t", -1);
            try {
                var grade = fields.length == 3 ? Integer.parseInt(fields[2].strip()) : -1;
                if (grade > 0) {
                    grades.computeIfAbsent(fields[0], id -> new HashMap<>()).put(fields[1], grade);
                } else if (grade < 0) {
                    throw new NumberFormatException();
                }
            } catch (NumberFormatException e) {
                throw new Unreadable(
                        "`%s` line %d: expected query-id, corpus-id and a score of 0 or more"
                                .formatted(qrels, number));
            }
        }
        return grades;
    }
}
