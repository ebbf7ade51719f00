package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.Rubric.Avoid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads the organisation file's `rubric`.
final class RubricReader {
    private RubricReader() {}

    static List<Rubric> read(String file, Optional<Node> node, List<Finding> findings) {
        var out = new ArrayList<Rubric>();
        if (node.isPresent() && node.get() instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                var role = tuple.getKeyNode() instanceof ScalarNode s ? s.getValue() : "?";
                out.add(rubric(file, role, tuple.getValueNode(), findings));
            }
        } else if (node.isPresent()) {
            // Says that a mapping is expected here.
            new Fields(file, "rubric", node.get(), findings, true, Set.of());
        }
        return out;
    }

    private static Rubric rubric(String file, String role, Node at, List<Finding> findings) {
        var path = "rubric." + role;
        var f = new Fields(file, path, at, findings, true, Set.of("automate", "avoid"));
        var avoid = new ArrayList<Avoid>();
        for (var item : f.items("avoid")) {
            var a =
                    new Fields(
                            file,
                            path + ".avoid",
                            item,
                            findings,
                            true,
                            Set.of("what", "actions", "terms"));
            avoid.add(new Avoid(a.text("what"), a.texts("actions"), a.texts("terms")));
        }
        return new Rubric(role, f.texts("automate"), avoid);
    }
}
