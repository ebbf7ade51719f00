package dev.countersign.playbook;

import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The keys of a mapping written in braces on one line.
final class FlowKeys {
    private FlowKeys() {}

    /// Empty for whatever is no mapping.
    static Set<String> of(String value) {
        var keys = new HashSet<String>();
        if (!value.startsWith("{") || value.length() > 10_000) {
            return keys;
        }
        // Deep braces are no playbook, and the composer recurses.
        if (value.chars().filter(c -> c == '{' || c == '[').count() > 32) {
            return keys;
        }
        try {
            var node =
                    new Compose(LoadSettings.builder().setMaxAliasesForCollections(0).build())
                            .composeString(value);
            if (node.isPresent() && node.get() instanceof MappingNode mapping) {
                mapping.getValue()
                        .forEach(t -> {
                            if (t.getKeyNode() instanceof ScalarNode key) {
                                keys.add(key.getValue());
                            }
                        });
            }
        } catch (YamlEngineException broken) {
            return Set.of();
        }
        return keys;
    }
}
