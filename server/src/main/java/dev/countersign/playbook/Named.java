package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The entries of a mapping whose keys are names that somebody chose, and findings at their places.
final class Named {
    record Entry(String name, Node key, Node value) {
        Optional<String> text() {
            return value instanceof ScalarNode scalar
                    ? Optional.of(scalar.getValue())
                    : Optional.empty();
        }
    }

    private final String file;
    private final List<Finding> findings;

    Named(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    List<Entry> entries(String path, Optional<Node> node) {
        var out = new ArrayList<Entry>();
        if (node.isEmpty()) {
            return out;
        }
        if (!(node.get() instanceof MappingNode mapping)) {
            error(
                    node.get(),
                    "wrong-type",
                    "`" + path + "` must hold names",
                    "write `name:` lines below it");
            return out;
        }
        var seen = new HashSet<String>();
        for (var tuple : mapping.getValue()) {
            var name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (seen.add(name)) {
                out.add(new Entry(name, tuple.getKeyNode(), tuple.getValueNode()));
            } else {
                error(
                        tuple.getKeyNode(),
                        "duplicate-key",
                        "`" + path + "." + name + "` is written twice",
                        "keep one of the two");
            }
        }
        return out;
    }

    void error(Node at, String code, String sentence, String remedy) {
        tell(at, Severity.ERROR, code, sentence, remedy);
    }

    void warn(Node at, String code, String sentence, String remedy) {
        tell(at, Severity.WARNING, code, sentence, remedy);
    }

    private void tell(Node at, Severity severity, String code, String sentence, String remedy) {
        var mark = at.getStartMark();
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
}
