package dev.countersign.playbook;

import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// How much a document says.
///
/// @param keyPaths different paths of keys, items of one list counted once
/// @param values scalars, items of lists included
public record OutlineCount(int keyPaths, int values) {
    /// Zero for what is no YAML.
    public static OutlineCount of(String yaml) {
        var paths = new HashSet<String>();
        try {
            var root =
                    new Compose(LoadSettings.builder().setMaxAliasesForCollections(0).build())
                            .composeString(yaml);
            var values = root.map(r -> walk(r, "", paths)).orElse(0);
            return new OutlineCount(paths.size(), values);
        } catch (YamlEngineException | StackOverflowError e) {
            return new OutlineCount(0, 0);
        }
    }

    private static int walk(Node node, String path, Set<String> paths) {
        return switch (node) {
            case MappingNode mapping -> {
                var total = 0;
                for (var tuple : mapping.getValue()) {
                    var key = tuple.getKeyNode() instanceof ScalarNode s ? s.getValue() : "?";
                    var at = path.isEmpty() ? key : path + "." + key;
                    paths.add(at);
                    total += walk(tuple.getValueNode(), at, paths);
                }
                yield total;
            }
            case SequenceNode sequence -> {
                var total = 0;
                for (var item : sequence.getValue()) {
                    total += walk(item, path + "[]", paths);
                }
                yield total;
            }
            default -> 1;
        };
    }
}
