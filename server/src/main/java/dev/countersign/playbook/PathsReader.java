package dev.countersign.playbook;

import dev.countersign.escalation.EscalationPath;
import dev.countersign.escalation.EscalationPath.Ending;
import dev.countersign.escalation.EscalationStep;
import dev.countersign.escalation.Target;
import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads the organisation file's `escalation_paths`. `then: other` is written out, so what comes
/// out cannot loop.
final class PathsReader {
    private static final int MOST_ROUNDS = 10;

    /// One as it is written: it may go on with another.
    ///
    /// @param silent where it names no step at all
    private record Written(
            Node at,
            boolean silent,
            List<EscalationStep> steps,
            int repeat,
            String then,
            Node thenAt) {}

    private final String file;
    private final List<Finding> findings;
    private final Named named;
    private final Naming naming;
    private final Map<String, Written> written = new LinkedHashMap<>();

    private PathsReader(String file, List<Finding> findings, Naming naming) {
        this.file = file;
        this.findings = findings;
        this.named = new Named(file, findings);
        this.naming = naming;
    }

    static Map<String, EscalationPath> read(
            String file, Optional<Node> node, Naming naming, List<Finding> findings) {
        var reader = new PathsReader(file, findings, naming);
        for (var entry : reader.named.entries("escalation_paths", node)) {
            reader.written.put(entry.name(), reader.path(entry));
        }
        var out = new LinkedHashMap<String, EscalationPath>();
        for (var name : reader.written.keySet()) {
            var whole = reader.whole(name);
            if (whole != null) {
                out.put(name, whole);
            }
        }
        return out;
    }

    private Written path(Named.Entry entry) {
        var path = "escalation_paths." + entry.name();
        var f =
                new Fields(
                        file,
                        path,
                        entry.value(),
                        findings,
                        true,
                        Set.of("steps", "repeat", "then"));
        var steps = new ArrayList<EscalationStep>();
        var items = f.items("steps");
        for (var item : items) {
            step(path + ".steps", item).ifPresent(steps::add);
        }
        var repeat = f.optionalCount("repeat").orElse(1);
        if (repeat < 1 || repeat > MOST_ROUNDS) {
            named.error(
                    f.node("repeat").orElse(entry.key()),
                    "wrong-count",
                    "`" + path + ".repeat` is " + repeat,
                    "write 1 to " + MOST_ROUNDS);
            repeat = 1;
        }
        return new Written(
                entry.key(),
                items.isEmpty(),
                steps,
                repeat,
                f.optionalText("then").orElse("deny"),
                f.node("then").orElse(entry.key()));
    }

    private Optional<EscalationStep> step(String path, Node item) {
        var f =
                new Fields(
                        file, path, item, findings, true, Set.of("reach", "otherwise", "within"));
        var node = f.required("reach");
        var reach = node.isPresent() ? f.items("reach") : List.<Node>of();
        if (node.isPresent() && reach.isEmpty() && node.get() instanceof SequenceNode) {
            named.error(
                    node.get(),
                    "missing-key",
                    "a step of `" + path + "` reaches nobody",
                    "name somebody in `reach`");
        }
        var whom = naming.all(path + ".reach", reach);
        var otherwise = naming.all(path + ".otherwise", f.items("otherwise"));
        var within = target(f, path, "within", item);
        return whom.isEmpty() || within.isEmpty()
                ? Optional.empty()
                : Optional.of(new EscalationStep(whom, otherwise, within.get()));
    }

    private Optional<Target> target(Fields f, String path, String key, Node at) {
        var text = f.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return TargetsReader.target(named, path + "." + key, text, f.node(key).orElse(at));
    }

    /// With all that it goes on with; null, with a finding, where that has no end.
    private @Nullable EscalationPath whole(String name) {
        var seen = new LinkedHashSet<String>();
        var steps = new ArrayList<EscalationStep>();
        var next = name;
        while (true) {
            var one = written.get(next);
            if (one == null) {
                throw new IllegalStateException("`" + next + "` was looked up before");
            }
            seen.add(next);
            var ending = ending(one.then());
            if (ending == null && !written.containsKey(one.then())) {
                unknown(name, next, one);
                return null;
            }
            if (one.steps().isEmpty()) {
                if (one.silent() && next.equals(name)) {
                    named.error(
                            one.at(),
                            "empty-path",
                            "path `" + name + "` has no step that reaches somebody",
                            "add `steps: [{reach: [ROLE], within: 1 h}]`");
                }
                return null;
            }
            if (steps.size() + one.steps().size() * one.repeat() > EscalationPath.MOST_STEPS) {
                named.error(
                        one.at(),
                        "too-many-steps",
                        "path `" + name + "` has more than " + EscalationPath.MOST_STEPS + " steps",
                        "shorten it or repeat it less often");
                return null;
            }
            steps.addAll(
                    EscalationPath.repeated(next, one.steps(), one.repeat(), Ending.DENY).steps());
            if (ending != null) {
                return new EscalationPath(name, steps, ending);
            }
            if (seen.contains(one.then())) {
                named.error(
                        one.thenAt(),
                        "endless-path",
                        "path `"
                                + name
                                + "` never ends: "
                                + String.join(", then ", seen)
                                + ", then `"
                                + one.then()
                                + "` again",
                        "write `then: deny` or `then: stay` on the last of them");
                return null;
            }
            next = one.then();
        }
    }

    private static @Nullable Ending ending(String then) {
        return switch (then) {
            case "deny" -> Ending.DENY;
            case "stay" -> Ending.STAY;
            default -> null;
        };
    }

    private void unknown(String name, String where, Written one) {
        if (name.equals(where)) {
            named.error(
                    one.thenAt(),
                    "unknown-path",
                    "path `" + name + "` goes on with `" + one.then() + "`, which does not exist",
                    Schema.closest(one.then(), written.keySet())
                            .map(meant -> "did you mean `" + meant + "`?")
                            .orElse("write `deny`, `stay` or the name of a path"));
        }
    }
}
