package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/// From nodes to records. A value that cannot be read is filled in and told as an ERROR.
final class Decoding {
    private final String file;
    private final boolean strict;
    private final List<Finding> findings;

    Decoding(String file, boolean strict, List<Finding> findings) {
        this.file = file;
        this.strict = strict;
        this.findings = findings;
    }

    Playbook playbook(Node root) {
        var f = fields("", root);
        var owners = section(f, "", "owners");
        var regions = section(f, "", "regions");
        var slo = section(f, "", "slo");
        var rbac = section(f, "", "rbac");
        rbac.required("roles");
        f.required("training_tracks");
        var seen = section(f, "", "observability");
        var trail = section(seen, "observability.", "audit_trail");
        var approvals = section(f, "", "approvals");
        var changes = section(approvals, "approvals.", "workflow_changes");
        var risk = section(f, "", "risk_thresholds");
        var talk = section(f, "", "communication");
        var adoption = section(f, "", "adoption_reporting");
        return new Playbook(
                f.text("version"),
                new Playbook.Owners(
                        owners.text("executive_sponsor"),
                        owners.text("program_manager"),
                        owners.text("security_partner"),
                        owners.text("legal_partner")),
                new Playbook.Regions(
                        regions.requiredTexts("allowed"),
                        regions.text("data_residency"),
                        regions.flag("pii_redaction")),
                new Playbook.Slo(
                        slo.share("training_completion"),
                        slo.share("adoption_rate"),
                        slo.count("exception_clearance_hours")),
                new Playbook.Rbac(each(rbac, "roles", this::role)),
                each(f, "training_tracks", this::track),
                new Playbook.Observability(
                        seen.text("prompt_logging"),
                        seen.flag("model_versions"),
                        new Playbook.AuditTrail(
                                trail.text("store"), trail.count("retention_days"))),
                new Playbook.Approvals(
                        new Playbook.WorkflowChanges(
                                changes.requiredTexts("steps"), changes.count("sla_hours"))),
                new Playbook.RiskThresholds(
                        risk.requiredTexts("yellow_zone_terms"),
                        risk.share("block_on_confidence_lt"),
                        risk.flag("manual_review_required")),
                new Playbook.Communication(
                        talk.requiredTexts("channels"), talk.text("daily_brief_time_utc")),
                new Playbook.AdoptionReporting(
                        adoption.text("sink"), adoption.requiredTexts("fields")));
    }

    private Playbook.Role role(Node node) {
        var f = fields("rbac.roles[]", node);
        return new Playbook.Role(
                f.text("name"),
                f.texts("prompts"),
                f.texts("approvals"),
                f.optionalFlag("human_in_loop"));
    }

    private Playbook.TrainingTrack track(Node node) {
        var f = fields("training_tracks[]", node);
        return new Playbook.TrainingTrack(
                f.text("id"),
                f.texts("kpis"),
                each(f, "modules", this::module),
                each(f, "microtools", this::microtool));
    }

    private Playbook.Module module(Node node) {
        var f = fields("training_tracks[].modules[]", node);
        return new Playbook.Module(f.text("name"), f.count("duration_min"), f.texts("outcomes"));
    }

    private Playbook.Microtool microtool(Node node) {
        var f = fields("training_tracks[].microtools[]", node);
        var conditions = each(f, "gating_conditions", this::condition);
        return new Playbook.Microtool(
                f.text("name"),
                f.text("product"),
                f.share("confidence_threshold"),
                f.optionalText("approval_rule"),
                conditions,
                f.optionalText("qa_owner"));
    }

    private Playbook.GatingCondition condition(Node node) {
        var f = fields("training_tracks[].microtools[].gating_conditions[]", node);
        return new Playbook.GatingCondition(
                f.text("type"),
                f.optionalShare("threshold"),
                f.optionalCount("sample_size"),
                f.optionalShare("error"),
                f.optionalShare("delta"));
    }

    private static <T> List<T> each(Fields fields, String key, Function<Node, T> read) {
        return fields.items(key).stream().map(read).toList();
    }

    /// A missing section is one finding, not one for each of its keys.
    private Fields section(Fields parent, String prefix, String key) {
        var node = parent.required(key);
        if (node.isPresent()) {
            return fields(prefix + key, node.get());
        }
        var nothing = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
        return new Fields(
                file, prefix + key, nothing, new ArrayList<>(), strict, known(prefix + key));
    }

    private Fields fields(String path, Node node) {
        return new Fields(file, path, node, findings, strict, known(path));
    }

    private static Set<String> known(String path) {
        return Schema.PLAYBOOK.at(path).keys().keySet();
    }
}
