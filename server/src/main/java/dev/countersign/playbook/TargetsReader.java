package dev.countersign.playbook;

import dev.countersign.escalation.ResponseTargets;
import dev.countersign.escalation.Target;
import dev.countersign.escalation.Target.Measure;
import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads the organisation file's `response_targets`.
final class TargetsReader {
    static final List<String> SEVERITIES = List.of("P1", "P2", "P3", "P4");
    private static final Set<String> KEYS =
            Set.of("calendar", "P1", "P2", "P3", "P4", "otherwise", "reminders");

    private TargetsReader() {}

    static Fields fields(String file, Node node, List<Finding> findings) {
        return new Fields(file, "response_targets", node, findings, true, KEYS);
    }

    static ResponseTargets read(Fields f, Named named) {
        var d = ResponseTargets.DEFAULT;
        var bySeverity = new LinkedHashMap<>(d.bySeverity());
        for (var severity : SEVERITIES) {
            target(f, named, severity).ifPresent(t -> bySeverity.put(severity, t));
        }
        var reminders = new ArrayList<Integer>();
        for (var item : f.items("reminders")) {
            var text = item instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (text.matches("[1-9][0-9]?")) {
                reminders.add(Integer.valueOf(text));
            } else {
                named.error(
                        item,
                        "wrong-type",
                        "a reminder at `" + text + "`",
                        "write per cent of the target's time, 1 to 99");
            }
        }
        return new ResponseTargets(
                bySeverity,
                target(f, named, "otherwise").orElse(d.otherwise()),
                f.node("reminders").isPresent() ? reminders : d.reminders());
    }

    private static Optional<Target> target(Fields f, Named named, String key) {
        return f.optionalText(key)
                .flatMap(text ->
                        target(named, "response_targets." + key, text, f.node(key).orElseThrow()));
    }

    /// Business time where the text does not say.
    static Optional<Target> target(Named named, String path, String text, Node at) {
        var read = Target.parse(text, Measure.BUSINESS);
        if (read.isEmpty()) {
            named.error(
                    at,
                    "wrong-target",
                    "`" + path + "` is `" + text + "`",
                    "write `30 min`, `2 h` or `24 h elapsed`; days are `2 d elapsed`, a year at"
                            + " most");
        }
        return read;
    }
}
