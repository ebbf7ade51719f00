package dev.countersign.policy;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A place in a YAML file, read with all findings collected.
final class YamlPlace {
    private final String file;
    private final @Nullable Node node;
    private final List<Finding> findings;

    private YamlPlace(String file, @Nullable Node node, List<Finding> findings) {
        this.file = file;
        this.node = node;
        this.findings = findings;
    }

    /// Empty where it is no YAML; then the findings say so.
    static Optional<YamlPlace> root(String file, String text, List<Finding> findings) {
        var settings =
                LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(20).build();
        try {
            var node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                findings.add(
                        error(file, 1, 1, "empty", "the file is empty", "write a policy in it"));
            }
            return node.map(n -> new YamlPlace(file, n, findings));
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark();
            findings.add(
                    error(
                            file,
                            mark.map(m -> m.getLine() + 1).orElse(1),
                            mark.map(m -> m.getColumn() + 1).orElse(1),
                            "yaml",
                            "this is no YAML: " + e.getProblem(),
                            "mend the indentation or the quotes there"));
        } catch (YamlEngineException | StackOverflowError e) {
            findings.add(error(file, 1, 1, "yaml", "this YAML cannot be read", "write plain YAML"));
        }
        return Optional.empty();
    }

    static Finding error(
            String file, int line, int column, String code, String sentence, String remedy) {
        return new Finding(file, line, column, Finding.Severity.ERROR, code, sentence, remedy);
    }

    void wrong(String code, String sentence, String remedy) {
        findings.add(error(file, line(), column(), code, sentence, remedy));
    }

    int line() {
        return node == null ? 0 : node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    }

    int column() {
        return node == null ? 0 : node.getStartMark().map(m -> m.getColumn() + 1).orElse(0);
    }

    boolean isThere() {
        return node != null;
    }

    /// Tells every key that is none of these.
    YamlPlace only(Set<String> known) {
        for (var key : entries().keySet()) {
            if (!known.contains(key)) {
                entries()
                        .get(key)
                        .wrong(
                                "unknown-key",
                                "unknown key `" + key + "`",
                                "known here: "
                                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return this;
    }

    Map<String, YamlPlace> entries() {
        var out = new LinkedHashMap<String, YamlPlace>();
        if (node instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    out.put(key.getValue(), at(tuple.getValueNode()));
                }
            }
        }
        return out;
    }

    List<YamlPlace> elements() {
        var out = new ArrayList<YamlPlace>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(n -> out.add(at(n)));
        }
        return out;
    }

    YamlPlace get(String key) {
        var found = entries().get(key);
        return found == null ? at(null) : found;
    }

    private YamlPlace at(@Nullable Node inner) {
        return new YamlPlace(file, inner, findings);
    }

    Optional<String> text() {
        return node instanceof ScalarNode scalar
                ? Optional.of(scalar.getValue().strip())
                : Optional.empty();
    }

    String required(YamlPlace parent, String key) {
        var text = text().filter(t -> !t.isEmpty());
        if (text.isEmpty()) {
            parent.wrong("missing", "`" + key + "` is missing", "add `" + key + ":`");
        }
        return text.orElse("");
    }

    /// A list of texts, or one text.
    Set<String> texts() {
        var out = new java.util.LinkedHashSet<String>();
        text().ifPresent(out::add);
        elements().forEach(e -> e.text().ifPresent(out::add));
        return out;
    }

    int whole(int standard) {
        if (!isThere()) {
            return standard;
        }
        try {
            return Integer.parseInt(text().orElse(""));
        } catch (NumberFormatException e) {
            wrong("number", "`" + text().orElse("this") + "` is no whole number", "write digits");
            return standard;
        }
    }

    <E extends Enum<E>> E choice(Class<E> type, E standard) {
        if (!isThere()) {
            return standard;
        }
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text().orElse(""))) {
                return constant;
            }
        }
        wrong(
                "choice",
                "`" + text().orElse("this") + "` is not known here",
                "write one of "
                        + String.join(
                                        ", ",
                                        java.util.Arrays.stream(type.getEnumConstants())
                                                .map(Enum::name)
                                                .toList())
                                .toLowerCase(java.util.Locale.ROOT));
        return standard;
    }

    Optional<java.time.Instant> instant() {
        if (!isThere()) {
            return Optional.empty();
        }
        var text = text().orElse("");
        try {
            return Optional.of(
                    java.time.Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text));
        } catch (java.time.format.DateTimeParseException e) {
            wrong("date", "`" + text + "` is no date", "write `2026-11-30` (UTC)");
            return Optional.empty();
        }
    }

    /// A fact's value as its attribute holds it.
    Optional<Object> value(Attribute attribute) {
        var text = text().orElse("");
        try {
            return Optional.of(
                    attribute.checked(
                            switch (attribute.kind()) {
                                case NAME, TEXT -> text;
                                case NAMES -> List.copyOf(texts());
                                case NUMBER -> Double.valueOf(text);
                                case WHOLE -> Long.valueOf(text);
                                case FLAG ->
                                        switch (text) {
                                            case "true" -> true;
                                            case "false" -> false;
                                            default -> text;
                                        };
                            }));
        } catch (IllegalArgumentException e) {
            wrong("fact", "`" + attribute.key() + "` cannot be `" + text + "`", "see the schema");
            return Optional.empty();
        }
    }
}
