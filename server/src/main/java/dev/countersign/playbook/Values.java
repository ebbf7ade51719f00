package dev.countersign.playbook;

import dev.countersign.gate.Condition;
import dev.countersign.kernel.Finding;
import dev.countersign.playbook.Playbook.GatingCondition;
import dev.countersign.playbook.Playbook.Microtool;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether single values make sense, on their own and beside each other. Pure.
final class Values {
    /// The layout of an adoption record: consumers read it by position.
    static final List<String> ADOPTION_FIELDS =
            List.of(
                    "user_id",
                    "role",
                    "workflow_id",
                    "time_saved_min",
                    "confidence",
                    "approved_by",
                    "exception_flag");

    static final Set<String> RESIDENCY = Set.of("enforced", "monitor", "off");

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9]");
    private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9+.-]{0,30}:\\S.*");

    private final Playbook playbook;
    private final Marks marks;
    private final Remarks remarks;

    private Values(String file, Playbook playbook, Marks marks) {
        this.playbook = playbook;
        this.marks = marks;
        this.remarks = new Remarks(file);
    }

    static List<Finding> check(String file, Playbook playbook, Marks marks) {
        var values = new Values(file, playbook, marks);
        values.addresses();
        values.words();
        values.names();
        for (var t = 0; t < playbook.trainingTracks().size(); t++) {
            var tools = playbook.trainingTracks().get(t).microtools();
            for (var m = 0; m < tools.size(); m++) {
                values.microtool("training_tracks[" + t + "].microtools[" + m + "]", tools.get(m));
            }
        }
        return values.remarks.all();
    }

    private void addresses() {
        var owners = playbook.owners();
        address("owners.executive_sponsor", owners.executiveSponsor());
        address("owners.program_manager", owners.programManager());
        address("owners.security_partner", owners.securityPartner());
        address("owners.legal_partner", owners.legalPartner());
    }

    private void address(String path, String address) {
        if (marks.has(path) && !address.isEmpty() && !EMAIL.matcher(address).matches()) {
            error(
                    path,
                    "not-an-address",
                    "`" + address + "` is not an e-mail address",
                    "write `name@company.example`");
        }
    }

    private void words() {
        var residency = playbook.regions().dataResidency();
        if (!residency.isEmpty() && !RESIDENCY.contains(residency)) {
            error(
                    "regions.data_residency",
                    "unknown-residency",
                    "`" + residency + "` is no way to treat data residency",
                    "write `enforced`, `monitor` or `off`");
        }
        var time = playbook.communication().dailyBriefTimeUtc();
        if (!time.isEmpty() && !TIME.matcher(time).matches()) {
            error(
                    "communication.daily_brief_time_utc",
                    "not-a-time",
                    "`" + time + "` is not a time of day",
                    "write `HH:MM` in UTC, in quotes: `\"14:00\"`");
        }
        each("communication.channels", playbook.communication().channels(), this::channel);
        var fields = playbook.adoptionReporting().fields();
        if (!fields.isEmpty() && !fields.equals(ADOPTION_FIELDS)) {
            error(
                    "adoption_reporting.fields",
                    "adoption-fields",
                    "the fields are `" + String.join("`, `", fields) + "`",
                    "write exactly these seven in this order: "
                            + String.join(", ", ADOPTION_FIELDS));
        }
        if (playbook.approvals().workflowChanges().steps().isEmpty()
                && marks.has("approvals.workflow_changes.steps")) {
            error(
                    "approvals.workflow_changes.steps",
                    "no-steps",
                    "a workflow change has no step, so nobody would approve it",
                    "name at least one role or owner");
        }
    }

    private void channel(String path, String channel) {
        if (!CHANNEL.matcher(channel).matches()) {
            error(
                    path,
                    "not-a-channel",
                    "`" + channel + "` names no channel",
                    "write `scheme:target` in quotes: `\"slack:#desk\"`");
        }
    }

    private void names() {
        unique(
                "rbac.roles",
                ".name",
                "duplicate-role",
                "role",
                playbook.rbac().roles().stream().map(Playbook.Role::name).toList());
        unique(
                "training_tracks",
                ".id",
                "duplicate-track",
                "track",
                playbook.trainingTracks().stream().map(Playbook.TrainingTrack::id).toList());
        repeated("regions.allowed", playbook.regions().allowed());
        repeated("risk_thresholds.yellow_zone_terms", playbook.riskThresholds().yellowZoneTerms());
        repeated("communication.channels", playbook.communication().channels());
        repeated(
                "approvals.workflow_changes.steps", playbook.approvals().workflowChanges().steps());
        for (var r = 0; r < playbook.rbac().roles().size(); r++) {
            var role = playbook.rbac().roles().get(r);
            repeated("rbac.roles[" + r + "].prompts", role.prompts());
            repeated("rbac.roles[" + r + "].approvals", role.approvals());
        }
        var tools = new HashSet<String>();
        for (var t = 0; t < playbook.trainingTracks().size(); t++) {
            var track = playbook.trainingTracks().get(t);
            var path = "training_tracks[" + t + "]";
            unique(
                    path + ".modules",
                    ".name",
                    "duplicate-module",
                    "module",
                    track.modules().stream().map(Playbook.Module::name).toList());
            for (var m = 0; m < track.microtools().size(); m++) {
                var name = track.microtools().get(m).name();
                if (!name.isEmpty() && !tools.add(name)) {
                    error(
                            path + ".microtools[" + m + "].name",
                            "duplicate-microtool",
                            "microtool `" + name + "` is written twice",
                            "give each microtool one entry in one track");
                }
            }
        }
    }

    private void unique(String path, String key, String code, String what, List<String> names) {
        var seen = new HashSet<String>();
        for (var i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty() && !seen.add(names.get(i))) {
                error(
                        path + "[" + i + "]" + key,
                        code,
                        what + " `" + names.get(i) + "` is written twice",
                        "give each " + what + " one entry");
            }
        }
    }

    private void repeated(String path, List<String> texts) {
        var seen = new HashSet<String>();
        each(
                path,
                texts,
                (at, text) -> {
                    if (!seen.add(text.toLowerCase(Locale.ROOT))) {
                        remarks.warn(
                                marks.at(at),
                                "repeated",
                                "`" + text + "` is listed twice",
                                "keep one");
                    }
                });
    }

    private void microtool(String path, Microtool tool) {
        tool.qaOwner().ifPresent(address -> address(path + ".qa_owner", address));
        var block = playbook.riskThresholds().blockOnConfidenceLt();
        if (marks.has(path + ".confidence_threshold")
                && tool.confidenceThreshold().compareTo(block) < 0) {
            error(
                    path + ".confidence_threshold",
                    "thresholds-out-of-order",
                    "`"
                            + tool.name()
                            + "` accepts answers from "
                            + tool.confidenceThreshold().toPlainString()
                            + ", but everything below "
                            + block.toPlainString()
                            + " is blocked",
                    "raise it to at least `risk_thresholds.block_on_confidence_lt`");
        }
        tool.approvalRule().ifPresent(rule -> rule(path + ".approval_rule", tool, rule));
        for (var g = 0; g < tool.gatingConditions().size(); g++) {
            condition(path + ".gating_conditions[" + g + "]", tool.gatingConditions().get(g));
        }
    }

    private void rule(String path, Microtool tool, String text) {
        try {
            var limit = RuleLimit.of(ApprovalRule.parse(text));
            if (limit.isPresent()
                    && limit.get().confidence().compareTo(tool.confidenceThreshold()) < 0) {
                remarks.warn(
                        marks.at(path),
                        "rule-below-threshold",
                        "the approval rule of `"
                                + tool.name()
                                + "` asks for a person below "
                                + limit.get().confidence().toPlainString()
                                + ", where answers are already under the tool's threshold "
                                + tool.confidenceThreshold().toPlainString(),
                        "raise the rule's number above `confidence_threshold`, or drop it");
            }
        } catch (ApprovalRule.Malformed broken) {
            error(
                    path,
                    "malformed-rule",
                    "the approval rule of `"
                            + tool.name()
                            + "` breaks at its character "
                            + broken.column()
                            + ": "
                            + broken.getMessage(),
                    "write `if confidence < 0.9 or contains: term, term => action`");
        }
    }

    private void condition(String path, GatingCondition condition) {
        switch (condition.type()) {
            case "" -> {}
            case "quiz" -> {
                needs(path, "quiz", "threshold", condition.threshold().isPresent(), "0.85");
                refuses(path, "quiz", "sample_size", condition.sampleSize().isPresent());
                refusesPromise(path, condition);
            }
            case "shadow_mode" -> {
                var size = condition.sampleSize();
                needs(path, "shadow_mode", "sample_size", size.isPresent(), "50");
                refuses(path, "shadow_mode", "threshold", condition.threshold().isPresent());
                refusesPromise(path, condition);
                if (size.filter(n -> n < 1 || n > Condition.Reviewed.MOST).isPresent()) {
                    error(
                            path + ".sample_size",
                            "odd-sample",
                            "a shadow sample of " + size.get() + " opens the gate at once or never",
                            "write a number from 1 to " + Condition.Reviewed.MOST);
                }
            }
            case "certificate" -> {
                needs(path, "certificate", "error", condition.error().isPresent(), "0.05");
                needs(path, "certificate", "delta", condition.delta().isPresent(), "0.1");
                refuses(path, "certificate", "threshold", condition.threshold().isPresent());
                inside(path + ".error", condition.error());
                inside(path + ".delta", condition.delta());
            }
            default ->
                    error(
                            path + ".type",
                            "unknown-gate",
                            "`" + condition.type() + "` is no kind of gating condition",
                            Schema.closest(
                                            condition.type(),
                                            Set.of("quiz", "shadow_mode", "certificate"))
                                    .map(meant -> "did you mean `" + meant + "`?")
                                    .orElse("write `quiz`, `shadow_mode` or `certificate`"));
        }
    }

    private void refusesPromise(String path, GatingCondition condition) {
        refuses(path, condition.type(), "error", condition.error().isPresent());
        refuses(path, condition.type(), "delta", condition.delta().isPresent());
    }

    private void inside(String path, Optional<BigDecimal> share) {
        if (share.filter(s -> s.signum() <= 0 || s.compareTo(BigDecimal.ONE) >= 0).isPresent()) {
            error(
                    path,
                    "empty-promise",
                    "a promise about `" + share.get().toPlainString() + "` promises nothing",
                    "write a number above 0 and below 1, such as 0.05");
        }
    }

    private void needs(String path, String type, String key, boolean present, String example) {
        if (!present && !marks.has(path + "." + key)) {
            error(
                    path + ".type",
                    "incomplete-gate",
                    "a `" + type + "` condition needs `" + key + "`",
                    "add `" + key + ": " + example + "`");
        }
    }

    private void refuses(String path, String type, String key, boolean present) {
        if (present) {
            error(
                    path + "." + key,
                    "foreign-field",
                    "`" + key + "` does not belong to a `" + type + "` condition",
                    "remove it, or check the `type`");
        }
    }

    private void error(String path, String code, String sentence, String remedy) {
        remarks.error(marks.at(path), code, sentence, remedy);
    }

    private static void each(
            String path, List<String> texts, java.util.function.BiConsumer<String, String> tell) {
        for (var i = 0; i < texts.size(); i++) {
            tell.accept(path + "[" + i + "]", texts.get(i));
        }
    }
}
