package dev.countersign.practice;

import dev.countersign.desk.CaseFacts.Severity;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.Finding;
import dev.countersign.practice.MockException.Answer;
import dev.countersign.practice.MockException.Mention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a file of mock exceptions. Whatever is wrong is told at its line; an exception with
/// something wrong is left out, and the others are kept. Never throws for any text.
public final class MockReader {
    private static final int LIMIT = 1 << 20;
    private final String file;
    private final Taxonomy taxonomy;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private MockReader(String file, Taxonomy taxonomy) {
        this.file = file;
        this.taxonomy = taxonomy;
    }

    public record Read(List<MockException> exceptions, List<Finding> findings) {
        public Read {
            exceptions = List.copyOf(exceptions);
            findings = List.copyOf(findings);
        }
    }

    public static Read read(String file, String text, Taxonomy taxonomy) {
        var reader = new MockReader(file, taxonomy);
        return new Read(reader.all(text), reader.findings);
    }

    private List<MockException> all(String text) {
        if (text.length() > LIMIT) {
            tell(0, 0, "too-large", "the file is larger than 1 MiB", "split it");
            return List.of();
        }
        var settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
        try {
            var root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof SequenceNode list) {
                return list.getValue().stream().flatMap(n -> one(n).stream()).toList();
            }
            tell(1, 1, "no-list", "the file holds no list", "begin each exception with `- id:`");
        } catch (MarkedYamlEngineException broken) {
            var mark = broken.getProblemMark();
            tell(
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "broken-yaml",
                    "this is not YAML: " + broken.getProblem(),
                    "check the indentation and quotes here");
        } catch (YamlEngineException | StackOverflowError broken) {
            tell(0, 0, "broken-yaml", "this is not YAML: " + broken.getMessage(), "check the file");
        }
        return List.of();
    }

    private Optional<MockException> one(Node node) {
        var before = findings.size();
        if (!(node instanceof MappingNode mapping)) {
            tell(node, "wrong-type", "an exception has keys", "begin it with `- id:`");
            return Optional.empty();
        }
        var keys = keys(mapping);
        var id = text(node, keys, "id");
        if (!id.isEmpty() && !ids.add(id)) {
            tell(node, "duplicate-id", "`" + id + "` is there twice", "give it another id");
        }
        var category = text(node, keys, "category");
        var subtype = optional(keys, "subtype");
        category(node, keys, category, subtype);
        var exception =
                new MockException(
                        id,
                        difficulty(node, keys),
                        category,
                        subtype,
                        choice(node, keys, "severity", Severity.class, Severity.P3),
                        text(node, keys, "title"),
                        text(node, keys, "service"),
                        text(node, keys, "environment"),
                        optional(keys, "team"),
                        text(node, keys, "rule"),
                        text(node, keys, "recommendation"),
                        evidence(node, keys),
                        choice(node, keys, "answer", Answer.class, Answer.DENY),
                        also(keys),
                        texts(keys, "to"),
                        text(node, keys, "why"),
                        mentions(node, keys),
                        text(node, keys, "mistake"));
        return findings.size() > before ? Optional.empty() : Optional.of(exception);
    }

    private Map<String, Node> keys(MappingNode mapping) {
        var out = new HashMap<String, Node>();
        for (var tuple : mapping.getValue()) {
            var key = MockKeys.scalar(tuple.getKeyNode());
            if (!MockKeys.ALL.contains(key)) {
                tell(
                        tuple.getKeyNode(),
                        "unknown-key",
                        "`" + key + "` is no key of a mock exception",
                        "known here: "
                                + String.join(", ", MockKeys.ALL.stream().sorted().toList()));
            } else if (out.put(key, tuple.getValueNode()) != null) {
                tell(
                        tuple.getKeyNode(),
                        "duplicate-key",
                        "`" + key + "` is written twice",
                        "keep one of the two");
            }
        }
        return out;
    }

    private void category(Node node, Map<String, Node> keys, String category, String subtype) {
        if (category.isEmpty()) {
            return;
        }
        var known = taxonomy.category(category);
        var at = keys.getOrDefault(subtype.isEmpty() ? "category" : "subtype", node);
        if (known.isEmpty()) {
            tell(
                    keys.getOrDefault("category", node),
                    "unknown-category",
                    "`category` is `" + category + "`",
                    "write one of " + String.join(", ", taxonomy.names()));
        } else if (known.get().subtypes().stream().noneMatch(s -> s.name().equals(subtype))
                && !(subtype.isEmpty() && known.get().subtypes().isEmpty())) {
            var names = known.get().subtypes().stream().map(Taxonomy.Subtype::name).toList();
            tell(
                    at,
                    "unknown-subtype",
                    "`" + category + "` has no `subtype` `" + subtype + "`",
                    names.isEmpty()
                            ? "take `subtype` away"
                            : "write one of " + String.join(", ", names));
        }
    }

    private int difficulty(Node node, Map<String, Node> keys) {
        var text = text(node, keys, "difficulty");
        if (text.isEmpty() || text.matches("[1-3]")) {
            return text.isEmpty() ? MockException.EASIEST : Integer.parseInt(text);
        }
        tell(
                keys.getOrDefault("difficulty", node),
                "unknown-difficulty",
                "`difficulty` is `" + text + "`",
                "write 1 (easy), 2 or 3 (hard)");
        return MockException.EASIEST;
    }

    private List<Answer> also(Map<String, Node> keys) {
        return texts(keys, "also").stream()
                .flatMap(text ->
                        MockKeys.constant(Answer.class, text)
                                .or(() -> {
                                    tell(
                                            keys.get("also"),
                                            "unknown-value",
                                            "`also` has `" + text + "`",
                                            "write any of approve, deny, escalate");
                                    return Optional.empty();
                                })
                                .stream())
                .toList();
    }

    private Map<String, String> evidence(Node node, Map<String, Node> keys) {
        var out = new LinkedHashMap<String, String>();
        entries(node, keys, "evidence")
                .forEach((name, value) -> out.put(name, MockKeys.scalar(value)));
        return out;
    }

    private List<Mention> mentions(Node node, Map<String, Node> keys) {
        var out = new ArrayList<Mention>();
        entries(node, keys, "mentions")
                .forEach((what, words) -> {
                    var list = texts(words, "mentions");
                    if (list.isEmpty()) {
                        tell(
                                words,
                                "no-words",
                                "nothing shows that `" + what + "` was mentioned",
                                "write `[word, other word]` after it");
                    }
                    out.add(new Mention(what, list));
                });
        return out;
    }

    private Map<String, Node> entries(Node node, Map<String, Node> keys, String key) {
        var out = new LinkedHashMap<String, Node>();
        if (keys.get(key) instanceof MappingNode mapping) {
            mapping.getValue()
                    .forEach(t -> out.put(MockKeys.scalar(t.getKeyNode()), t.getValueNode()));
        }
        if (out.isEmpty()) {
            tell(
                    keys.getOrDefault(key, node),
                    "missing-key",
                    "`" + key + "` holds nothing",
                    "write at least one `name: value` below it");
        }
        return out;
    }

    private <E extends Enum<E>> E choice(
            Node node, Map<String, Node> keys, String key, Class<E> type, E otherwise) {
        var text = text(node, keys, key);
        var found = MockKeys.constant(type, text);
        if (!text.isEmpty() && found.isEmpty()) {
            tell(
                    keys.getOrDefault(key, node),
                    "unknown-value",
                    "`" + key + "` is `" + text + "`",
                    "write one of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(type.getEnumConstants())
                                            .map(c -> c.name().toLowerCase(Locale.ROOT))
                                            .toList()));
        }
        return found.orElse(otherwise);
    }

    private String text(Node node, Map<String, Node> keys, String key) {
        var text = optional(keys, key);
        if (text.isBlank()) {
            tell(
                    keys.getOrDefault(key, node),
                    "missing-key",
                    "`" + key + "` is missing",
                    "add `" + key + ":` and a text");
        }
        return text;
    }

    private static String optional(Map<String, Node> keys, String key) {
        return MockKeys.scalar(keys.get(key));
    }

    private List<String> texts(Map<String, Node> keys, String key) {
        return texts(keys.get(key), key);
    }

    private List<String> texts(@org.jspecify.annotations.Nullable Node node, String key) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream()
                    .map(MockKeys::scalar)
                    .filter(t -> !t.isEmpty())
                    .toList();
        }
        tell(node, "wrong-type", "`" + key + "` holds a list", "write `[one, two]`");
        return List.of();
    }

    private void tell(
            @org.jspecify.annotations.Nullable Node node,
            String code,
            String sentence,
            String remedy) {
        var mark = Optional.ofNullable(node).flatMap(Node::getStartMark);
        tell(
                mark.map(m -> m.getLine() + 1).orElse(0),
                mark.map(m -> m.getColumn() + 1).orElse(0),
                code,
                sentence,
                remedy);
    }

    private void tell(int line, int column, String code, String sentence, String remedy) {
        findings.add(
                new Finding(file, line, column, Finding.Severity.ERROR, code, sentence, remedy));
    }
}
