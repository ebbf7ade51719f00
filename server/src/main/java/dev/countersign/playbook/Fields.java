package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The keys of one mapping, read one by one; whatever is wrong becomes a finding at its place.
final class Fields {
    private final String file;
    private final String path;
    private final List<Finding> findings;
    private final Node at;
    private final Map<String, Node> values = new HashMap<>();

    Fields(
            String file,
            String path,
            Node at,
            List<Finding> findings,
            boolean strict,
            Set<String> known) {
        this.file = file;
        this.path = path;
        this.at = at;
        this.findings = findings;
        if (!(at instanceof MappingNode mapping)) {
            error(
                    at,
                    "wrong-type",
                    "`" + path + "` must hold keys",
                    "write `key: value` lines below it");
            return;
        }
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!known.contains(key)) {
                tell(
                        tuple.getKeyNode(),
                        strict ? Severity.ERROR : Severity.WARNING,
                        "unknown-key",
                        "`" + name(key) + "` is not a key of the playbook",
                        Schema.closest(key, known)
                                .map(meant -> "did you mean `" + meant + "`?")
                                .orElse(
                                        "known here: "
                                                + String.join(
                                                        ", ", known.stream().sorted().toList())));
            } else if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
                error(
                        tuple.getKeyNode(),
                        "duplicate-key",
                        "`" + name(key) + "` is written twice",
                        "keep one of the two");
            }
        }
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<Node> required(String key) {
        var found = node(key);
        if (found.isEmpty() && at instanceof MappingNode) {
            error(at, "missing-key", "`" + name(key) + "` is missing", "add `" + key + ":`");
        }
        return found;
    }

    String text(String key) {
        return required(key).flatMap(n -> scalar(key, n)).orElse("");
    }

    Optional<String> optionalText(String key) {
        return node(key).flatMap(n -> scalar(key, n));
    }

    boolean flag(String key) {
        return required(key).flatMap(n -> flagOf(key, n)).orElse(false);
    }

    Optional<Boolean> optionalFlag(String key) {
        return node(key).flatMap(n -> flagOf(key, n));
    }

    int count(String key) {
        return required(key).flatMap(n -> countOf(key, n)).orElse(0);
    }

    Optional<Integer> optionalCount(String key) {
        return node(key).flatMap(n -> countOf(key, n));
    }

    BigDecimal share(String key) {
        return required(key).flatMap(n -> shareOf(key, n)).orElse(BigDecimal.ZERO);
    }

    Optional<BigDecimal> optionalShare(String key) {
        return node(key).flatMap(n -> shareOf(key, n));
    }

    /// An absent list is empty; use [#required] first where absence is an error.
    List<Node> items(String key) {
        var found = node(key);
        if (found.isEmpty()) {
            return List.of();
        }
        if (found.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        error(
                found.get(),
                "wrong-type",
                "`" + name(key) + "` must be a list",
                "write `[a, b]` or one `- item` a line");
        return List.of();
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        items(key).forEach(item -> scalar(key, item).ifPresent(texts::add));
        return texts;
    }

    List<String> requiredTexts(String key) {
        return required(key).isPresent() ? texts(key) : List.of();
    }

    private Optional<String> scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return Optional.of(scalar.getValue());
        }
        error(
                node,
                "wrong-type",
                "`" + name(key) + "` must be one text",
                "write a value after the colon");
        return Optional.empty();
    }

    private Optional<Boolean> flagOf(String key, Node node) {
        return scalar(key, node)
                .flatMap(text ->
                        switch (text) {
                            case "true" -> Optional.of(true);
                            case "false" -> Optional.of(false);
                            default -> {
                                error(
                                        node,
                                        "wrong-type",
                                        "`" + name(key) + "` is `" + text + "`",
                                        "write `true` or `false`");
                                yield Optional.empty();
                            }
                        });
    }

    private Optional<Integer> countOf(String key, Node node) {
        return scalar(key, node)
                .flatMap(text -> {
                    if (text.matches("[0-9]{1,9}")) {
                        return Optional.of(Integer.valueOf(text));
                    }
                    error(
                            node,
                            "wrong-type",
                            "`" + name(key) + "` is `" + text + "`",
                            "write a whole number from 0");
                    return Optional.empty();
                });
    }

    private Optional<BigDecimal> shareOf(String key, Node node) {
        return scalar(key, node)
                .flatMap(text -> {
                    if (text.matches("(0(\\.[0-9]{1,12})?|1(\\.0{1,12})?)")) {
                        return Optional.of(new BigDecimal(text));
                    }
                    error(
                            node,
                            "wrong-type",
                            "`" + name(key) + "` is `" + text + "`",
                            "write a number between 0 and 1");
                    return Optional.empty();
                });
    }

    void error(Node node, String code, String sentence, String remedy) {
        tell(node, Severity.ERROR, code, sentence, remedy);
    }

    private void tell(Node node, Severity severity, String code, String sentence, String remedy) {
        var mark = node.getStartMark();
        findings.add(
                new Finding(
                        file,
                        mark.map(m -> m.getLine() + 1).orElse(0),
                        mark.map(m -> m.getColumn() + 1).orElse(0),
                        severity,
                        code,
                        sentence,
                        remedy));
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
