package dev.countersign.playbook;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A playbook laid out as one value a path, with names instead of positions:
/// `rbac.roles[ops_manager].prompts`.
///
/// @param owners paths of everything that has a name of its own: roles, tracks, modules, microtools
record PlaybookLines(Map<String, Line> lines, Set<String> owners) {
    sealed interface Line {
        String shown();
    }

    record Word(String text) implements Line {
        @Override
        public String shown() {
            return "`" + text + "`";
        }
    }

    /// Equal where the numbers are: 0.7 is 0.70.
    record Amount(BigDecimal value) implements Line {
        Amount {
            value = value.stripTrailingZeros();
        }

        @Override
        public String shown() {
            return value.toPlainString();
        }
    }

    record Words(List<String> texts, boolean ordered) implements Line {
        @Override
        public String shown() {
            return PlaybookDiff.quoted(texts);
        }
    }

    static PlaybookLines of(Playbook p) {
        var all = new PlaybookLines(new LinkedHashMap<>(), new LinkedHashSet<>());
        all.put("version", p.version());
        all.put("owners.executive_sponsor", p.owners().executiveSponsor());
        all.put("owners.program_manager", p.owners().programManager());
        all.put("owners.security_partner", p.owners().securityPartner());
        all.put("owners.legal_partner", p.owners().legalPartner());
        all.put("regions.allowed", p.regions().allowed(), false);
        all.put("regions.data_residency", p.regions().dataResidency());
        all.put("regions.pii_redaction", p.regions().piiRedaction());
        all.put("slo.training_completion", p.slo().trainingCompletion());
        all.put("slo.adoption_rate", p.slo().adoptionRate());
        all.put("slo.exception_clearance_hours", p.slo().exceptionClearanceHours());
        p.rbac().roles().forEach(all::role);
        p.trainingTracks().forEach(all::track);
        all.put("observability.prompt_logging", p.observability().promptLogging());
        all.put("observability.model_versions", p.observability().modelVersions());
        all.put("observability.audit_trail.store", p.observability().auditTrail().store());
        all.put(
                "observability.audit_trail.retention_days",
                p.observability().auditTrail().retentionDays());
        var changes = p.approvals().workflowChanges();
        all.put("approvals.workflow_changes.steps", changes.steps(), true);
        all.put("approvals.workflow_changes.sla_hours", changes.slaHours());
        var risk = p.riskThresholds();
        all.put("risk_thresholds.yellow_zone_terms", risk.yellowZoneTerms(), false);
        all.put("risk_thresholds.block_on_confidence_lt", risk.blockOnConfidenceLt());
        all.put("risk_thresholds.manual_review_required", risk.manualReviewRequired());
        all.put("communication.channels", p.communication().channels(), false);
        all.put("communication.daily_brief_time_utc", p.communication().dailyBriefTimeUtc());
        all.put("adoption_reporting.sink", p.adoptionReporting().sink());
        all.put("adoption_reporting.fields", p.adoptionReporting().fields(), true);
        return all;
    }

    private void role(Playbook.Role role) {
        var path = named("rbac.roles", role.name());
        put(path + ".prompts", role.prompts(), false);
        put(path + ".approvals", role.approvals(), false);
        role.humanInLoop().ifPresent(v -> put(path + ".human_in_loop", v.booleanValue()));
    }

    private void track(Playbook.TrainingTrack track) {
        var path = named("training_tracks", track.id());
        put(path + ".kpis", track.kpis(), false);
        for (var module : track.modules()) {
            var at = named(path + ".modules", module.name());
            put(at + ".duration_min", module.durationMin());
            put(at + ".outcomes", module.outcomes(), false);
        }
        for (var tool : track.microtools()) {
            var at = named(path + ".microtools", tool.name());
            put(at + ".product", tool.product());
            put(at + ".confidence_threshold", tool.confidenceThreshold());
            optional(at + ".approval_rule", tool.approvalRule());
            for (var condition : tool.gatingConditions()) {
                var gate = named(at + ".gating_conditions", condition.type());
                condition.threshold().ifPresent(v -> put(gate + ".threshold", v));
                condition.sampleSize().ifPresent(v -> put(gate + ".sample_size", v.intValue()));
                condition.error().ifPresent(v -> put(gate + ".error", v));
                condition.delta().ifPresent(v -> put(gate + ".delta", v));
            }
            optional(at + ".qa_owner", tool.qaOwner());
        }
    }

    /// The named thing that a path speaks of; the path itself where it has none.
    static String ownerOf(String path) {
        var end = path.lastIndexOf("].");
        return end < 0 ? path : path.substring(0, end + 1);
    }

    /// A second thing of the same name, such as a second quiz, is counted.
    private String named(String path, String name) {
        var plain = path + "[" + name + "]";
        var unique = plain;
        for (var n = 2; !owners.add(unique); n++) {
            unique = path + "[" + name + " " + n + "]";
        }
        return unique;
    }

    private void optional(String path, Optional<String> text) {
        text.ifPresent(t -> put(path, t));
    }

    private void put(String path, String text) {
        lines.put(path, new Word(text));
    }

    private void put(String path, boolean flag) {
        lines.put(path, new Word(String.valueOf(flag)));
    }

    private void put(String path, int count) {
        put(path, BigDecimal.valueOf(count));
    }

    private void put(String path, BigDecimal number) {
        lines.put(path, new Amount(number));
    }

    private void put(String path, List<String> texts, boolean ordered) {
        lines.put(path, new Words(texts, ordered));
    }
}
