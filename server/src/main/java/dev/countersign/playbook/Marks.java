package dev.countersign.playbook;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Where each key and value of a document stands. Immutable.
///
/// Paths count from 0: `rbac.roles[1].prompts[0]`.
final class Marks {
    /// @param line from 1, 0 for the whole document
    /// @param column from 1, 0 for the whole document
    record Place(int line, int column) {
        static final Place DOCUMENT = new Place(0, 0);
    }

    private final Map<String, Place> values = new HashMap<>();
    private final Map<Integer, String> keyOfLine = new LinkedHashMap<>();

    private Marks() {}

    static Marks of(Node root) {
        var marks = new Marks();
        marks.walk("", root);
        return marks;
    }

    /// Nothing is known of what is no YAML.
    static Marks of(String yaml) {
        try {
            return new Compose(LoadSettings.builder().setMaxAliasesForCollections(0).build())
                    .composeString(yaml)
                    .map(Marks::of)
                    .orElseGet(Marks::new);
        } catch (YamlEngineException | StackOverflowError broken) {
            return new Marks();
        }
    }

    private void walk(String path, Node node) {
        values.putIfAbsent(path, placeOf(node));
        switch (node) {
            case MappingNode mapping -> {
                for (var tuple : mapping.getValue()) {
                    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                        continue;
                    }
                    var child = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                    if (!(tuple.getValueNode() instanceof ScalarNode)) {
                        values.putIfAbsent(child, placeOf(key));
                    }
                    keyOfLine.put(placeOf(key).line(), child);
                    walk(child, tuple.getValueNode());
                }
            }
            case SequenceNode sequence -> {
                var index = 0;
                for (var item : sequence.getValue()) {
                    walk(path + "[" + index++ + "]", item);
                }
            }
            default -> {}
        }
    }

    private static Place placeOf(Node node) {
        return node.getStartMark()
                .map(m -> new Place(m.getLine() + 1, m.getColumn() + 1))
                .orElse(Place.DOCUMENT);
    }

    /// A scalar's place, a collection's key; where the path is absent, what would hold it.
    Place at(String path) {
        for (var at = path; !at.isEmpty(); at = parent(at)) {
            var place = values.get(at);
            if (place != null) {
                return place;
            }
        }
        return Place.DOCUMENT;
    }

    boolean has(String path) {
        return values.containsKey(path);
    }

    /// The last key on a line.
    Optional<String> keyOn(int line) {
        return Optional.ofNullable(keyOfLine.get(line));
    }

    private static String parent(String path) {
        return path.substring(
                0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
