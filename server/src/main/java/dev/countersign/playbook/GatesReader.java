package dev.countersign.playbook;

import dev.countersign.gate.Condition;
import dev.countersign.kernel.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads the organisation file's `gates`: what is asked for beyond the playbook's own conditions.
final class GatesReader {
    private static final Set<String> KEYS =
            Set.of(
                    "type",
                    "of",
                    "threshold",
                    "level",
                    "sample_size",
                    "error",
                    "delta",
                    "valid_days",
                    "any_of",
                    "all_of");

    private final String file;
    private final List<Finding> findings;
    private final Named named;

    private GatesReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
        this.named = new Named(file, findings);
    }

    static Map<String, List<Condition>> read(
            String file, Optional<Node> node, List<Finding> findings) {
        var reader = new GatesReader(file, findings);
        var out = new LinkedHashMap<String, List<Condition>>();
        for (var entry : reader.named.entries("gates", node)) {
            out.put(entry.name(), reader.conditions("gates." + entry.name(), entry.value()));
        }
        return out;
    }

    private List<Condition> conditions(String path, Node node) {
        var out = new ArrayList<Condition>();
        if (!(node instanceof SequenceNode items) || items.getValue().isEmpty()) {
            named.error(
                    node,
                    "empty-gate",
                    "`" + path + "` asks for nothing",
                    "list what it asks for, such as `- {type: readiness}`, or remove it");
            return out;
        }
        for (var item : items.getValue()) {
            condition(path, item).ifPresent(out::add);
        }
        return out;
    }

    private Optional<Condition> condition(String path, Node item) {
        var f = new Fields(file, path, item, findings, true, KEYS);
        var any = f.node("any_of");
        if (any.isPresent()) {
            return Optional.of(new Condition.AnyOf(conditions(path + ".any_of", any.get())));
        }
        var all = f.node("all_of");
        if (all.isPresent()) {
            return Optional.of(new Condition.AllOf(conditions(path + ".all_of", all.get())));
        }
        var type = f.text("type");
        return switch (type) {
            case "" -> Optional.empty();
            case "quiz" -> Optional.of(recorded(f, type, "", f.share("threshold")));
            case "readiness" -> Optional.of(recorded(f, type, "", BigDecimal.ONE));
            case "sign_off", "course" ->
                    Optional.of(recorded(f, type, f.text("of"), BigDecimal.ONE));
            case "competency" ->
                    Optional.of(
                            recorded(f, type, f.text("of"), BigDecimal.valueOf(f.count("level"))));
            case "shadow_mode" -> Optional.of(reviewed(item, f.count("sample_size")));
            case "certificate" ->
                    Optional.of(
                            new Condition.Certified(
                                    f.share("error"),
                                    f.share("delta"),
                                    f.optionalCount("sample_size").orElse(0)));
            default -> {
                named.error(
                        item,
                        "unknown-gate",
                        "`" + type + "` is no kind of gating condition",
                        "write `quiz`, `readiness`, `sign_off`, `course`, `competency`,"
                                + " `shadow_mode` or `certificate`, or `any_of`, `all_of`");
                yield Optional.empty();
            }
        };
    }

    private Condition reviewed(Node item, int samples) {
        if (samples < 1 || samples > Condition.Reviewed.MOST) {
            named.error(
                    item,
                    "odd-sample",
                    "a shadow sample of " + samples + " opens the gate at once or never",
                    "write a number from 1 to " + Condition.Reviewed.MOST);
        }
        return new Condition.Reviewed(samples);
    }

    private static Condition recorded(Fields f, String type, String of, BigDecimal atLeast) {
        return new Condition.Recorded(
                type,
                of,
                atLeast,
                f.optionalCount("valid_days").map(days -> Duration.ofDays(days)));
    }
}
