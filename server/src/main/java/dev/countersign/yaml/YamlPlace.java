package dev.countersign.yaml;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
public final class YamlPlace {
    private final String file;
    private final @Nullable Node node;
    private final List<Finding> findings;

    private YamlPlace(String file, @Nullable Node node, List<Finding> findings) {
        this.file = file;
        this.node = node;
        this.findings = findings;
    }

    /// Empty where it is no YAML; then the findings say so.
    public static Optional<YamlPlace> root(String file, String text, List<Finding> findings) {
        var settings =
                LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(20).build();
        try {
            var node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                findings.add(
                        error(file, 1, 1, "empty", "the file is empty", "write something in it"));
            }
            var round = node.flatMap(n -> round(n, new HashSet<>(), Set.of()));
            if (round.isPresent()) {
                new YamlPlace(file, round.get(), findings)
                        .wrong(
                                "yaml",
                                "this YAML holds itself by an alias, without end",
                                "write out what the alias stands for");
                return Optional.empty();
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

    /// A node that is inside itself, which nobody could read to its end.
    ///
    /// @param known to be without one; nodes are equal only to themselves
    private static Optional<Node> round(Node node, Set<Node> known, Set<Node> around) {
        if (around.contains(node)) {
            return Optional.of(node);
        }
        var inner = inner(node);
        if (inner.isEmpty() || known.contains(node)) {
            return Optional.empty();
        }
        var path = new HashSet<>(around);
        path.add(node);
        for (var next : inner) {
            var found = round(next, known, path);
            if (found.isPresent()) {
                return found;
            }
        }
        known.add(node);
        return Optional.empty();
    }

    private static List<Node> inner(Node node) {
        return switch (node) {
            case SequenceNode sequence -> sequence.getValue();
            case MappingNode mapping ->
                    mapping.getValue().stream()
                            .flatMap(t -> Stream.of(t.getKeyNode(), t.getValueNode()))
                            .toList();
            default -> List.of();
        };
    }

    public static Finding error(
            String file, int line, int column, String code, String sentence, String remedy) {
        return new Finding(file, line, column, Finding.Severity.ERROR, code, sentence, remedy);
    }

    public void wrong(String code, String sentence, String remedy) {
        findings.add(error(file, line(), column(), code, sentence, remedy));
    }

    public String file() {
        return file;
    }

    public int line() {
        return node == null ? 0 : node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    }

    public int column() {
        return node == null ? 0 : node.getStartMark().map(m -> m.getColumn() + 1).orElse(0);
    }

    public boolean isThere() {
        return node != null;
    }

    /// Tells every key that is none of these.
    public YamlPlace only(Set<String> known) {
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

    /// By key, in the order of the file.
    public Map<String, YamlPlace> entries() {
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

    public List<YamlPlace> elements() {
        var out = new ArrayList<YamlPlace>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(n -> out.add(at(n)));
        }
        return out;
    }

    public YamlPlace get(String key) {
        var found = entries().get(key);
        return found == null ? at(null) : found;
    }

    private YamlPlace at(@Nullable Node inner) {
        return new YamlPlace(file, inner, findings);
    }

    public Optional<String> text() {
        return node instanceof ScalarNode scalar
                ? Optional.of(scalar.getValue().strip())
                : Optional.empty();
    }

    public String required(YamlPlace parent, String key) {
        var text = text().filter(t -> !t.isEmpty());
        if (text.isEmpty()) {
            parent.wrong("missing", "`" + key + "` is missing", "add `" + key + ":`");
        }
        return text.orElse("");
    }

    /// A list of texts, or one text.
    public Set<String> texts() {
        var out = new java.util.LinkedHashSet<String>();
        text().ifPresent(out::add);
        elements().forEach(e -> e.text().ifPresent(out::add));
        return out;
    }

    /// A list of texts in order, or one text; the same may be there twice.
    public List<String> list() {
        var out = new ArrayList<String>();
        text().ifPresent(out::add);
        elements().forEach(e -> e.text().ifPresent(out::add));
        return out;
    }

    public double number(double standard) {
        if (!isThere()) {
            return standard;
        }
        try {
            var value = Double.parseDouble(text().orElse(""));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as for infinities.
        }
        wrong("number", "`" + text().orElse("this") + "` is no number", "write digits");
        return standard;
    }

    public boolean flag(boolean standard) {
        return switch (text().orElse(isThere() ? "?" : "")) {
            case "" -> standard;
            case "true" -> true;
            case "false" -> false;
            default -> {
                wrong("flag", "`" + text().orElse("this") + "` is neither", "true or false");
                yield standard;
            }
        };
    }

    public int whole(int standard) {
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

    public <E extends Enum<E>> E choice(Class<E> type, E standard) {
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

    public Optional<java.time.Instant> instant() {
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
}
