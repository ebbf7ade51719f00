package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.ApprovalRule.Malformed;
import dev.countersign.playbook.Playbook.Microtool;
import dev.countersign.playbook.Playbook.Role;
import dev.countersign.playbook.Playbook.TrainingTrack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a playbook leaves open, or says twice and differently (C2 to C9): each a decision with a
/// default and the setting that changes it. Only what is true of the given playbook is told. Pure.
///
/// `docs/playbook.md` explains each default.
final class Contradictions {
    private final Playbook playbook;
    private final Marks marks;
    private final Remarks remarks;

    private Contradictions(String file, Playbook playbook, Marks marks) {
        this.playbook = playbook;
        this.marks = marks;
        this.remarks = new Remarks(file);
    }

    static List<Finding> find(String file, Playbook playbook, Marks marks) {
        var all = new Contradictions(file, playbook, marks);
        all.reviewPrecedence();
        all.zoneOfPersonalData();
        for (var t = 0; t < playbook.trainingTracks().size(); t++) {
            var track = playbook.trainingTracks().get(t);
            all.track("training_tracks[" + t + "]", track);
            for (var m = 0; m < track.microtools().size(); m++) {
                all.microtool(
                        "training_tracks[" + t + "].microtools[" + m + "]",
                        track.microtools().get(m));
            }
        }
        for (var r = 0; r < playbook.rbac().roles().size(); r++) {
            all.role("rbac.roles[" + r + "]", playbook.rbac().roles().get(r));
        }
        all.retention();
        return all.remarks.all();
    }

    private void microtool(String path, Microtool tool) {
        var block = playbook.riskThresholds().blockOnConfidenceLt();
        var accept = tool.confidenceThreshold();
        if (block.compareTo(accept) < 0) {
            decide(
                    path + ".confidence_threshold",
                    "c2-undefined-band",
                    "answers of `"
                            + tool.name()
                            + "` from "
                            + Bands.number(block)
                            + " up to "
                            + Bands.number(accept)
                            + " are neither blocked nor good enough, and nothing says what happens to them",
                    "by default they are held for the approver and marked as low confidence;"
                            + " `settings.below_threshold` changes it");
        }
        tool.approvalRule().ifPresent(text -> rule(path, tool, text));
        if (prompts().stream().noneMatch(tool.name()::equals)) {
            decide(
                    path + ".name",
                    "tool-without-prompt",
                    "no role may run a prompt named `"
                            + tool.name()
                            + "`, so it is open which prompt the microtool guards",
                    likelyPrompt(tool.name())
                            .map(p ->
                                    "proposed: `settings.tool_prompts: {"
                                            + tool.name()
                                            + ": "
                                            + p
                                            + "}`")
                            .orElse("there is no default; name it under `settings.tool_prompts`"));
        }
        for (var g = 0; g < tool.gatingConditions().size(); g++) {
            if (tool.gatingConditions().get(g).type().equals("quiz")) {
                decide(
                        path + ".gating_conditions[" + g + "].type",
                        "quiz-attempts",
                        "the quiz of `" + tool.name() + "` does not say which attempt counts",
                        "by default the last; `settings.quiz_attempts` changes it");
            }
        }
    }

    private void rule(String path, Microtool tool, String text) {
        ApprovalRule rule;
        try {
            rule = ApprovalRule.parse(text);
        } catch (Malformed told) {
            return;
        }
        var place = path + ".approval_rule";
        if (!rule.terms().isEmpty()) {
            decide(
                    place,
                    "c3-which-text",
                    "`contains:` of `"
                            + tool.name()
                            + "` says neither whether it reads the request or the answer, nor how a term matches",
                    "by default both are read, by word stem; `settings.contains_reads` and"
                            + " `settings.contains_match` change it");
        }
        for (var term : rule.terms()) {
            for (var zone : playbook.riskThresholds().yellowZoneTerms()) {
                nearDuplicate(place, tool, term, zone);
            }
        }
        var roles = playbook.rbac().roles().stream().map(Role::name).toList();
        if (!roles.contains(rule.action())) {
            var alias = Settings.DEFAULT.approverAliases().get(rule.action());
            decide(
                    place,
                    "c4-unknown-approver",
                    "`"
                            + rule.action()
                            + "` in the rule of `"
                            + tool.name()
                            + "` is no role of this playbook",
                    (alias != null && roles.contains(alias)
                                    ? "by default it means the role `" + alias + "`"
                                    : "there is no default")
                            + "; `settings.approver_aliases` names the role");
        }
    }

    private void nearDuplicate(String place, Microtool tool, String term, String zone) {
        var a = term.toLowerCase(Locale.ROOT);
        var b = zone.toLowerCase(Locale.ROOT);
        if (a.equals(b) || !stems(a).equals(stems(b))) {
            return;
        }
        var apart = !a.contains(b) && !b.contains(a);
        decide(
                place,
                "c3-near-duplicate-terms",
                "the rule of `"
                        + tool.name()
                        + "` looks for `"
                        + term
                        + "`, the yellow zone for `"
                        + zone
                        + "`: one word in two forms"
                        + (apart ? ", and neither contains the other" : ""),
                "by default both match by stem and mean the same; `settings.contains_match` changes it");
    }

    private static List<String> stems(String term) {
        return Arrays.stream(term.split("[^\\p{L}\\p{N}]+"))
                .filter(w -> !w.isEmpty())
                .map(TermMatcher::stem)
                .toList();
    }

    private void zoneOfPersonalData() {
        var terms = playbook.riskThresholds().yellowZoneTerms();
        for (var i = 0; i < terms.size(); i++) {
            if (terms.get(i).equalsIgnoreCase("pii")) {
                decide(
                        "risk_thresholds.yellow_zone_terms[" + i + "]",
                        "c3-class-not-word",
                        "`"
                                + terms.get(i)
                                + "` names a class of data, not a word that texts contain",
                        "by default personal data found in request or answer counts as this term;"
                                + " `settings.personal_data_zone` changes it");
            }
        }
    }

    private void role(String path, Role role) {
        if (!role.approvals().isEmpty()) {
            decide(
                    path + ".approvals",
                    "c5-approver-matrix",
                    "`"
                            + role.name()
                            + "` lists "
                            + String.join(
                                    ", ",
                                    role.approvals().stream().map(a -> "`" + a + "`").toList())
                            + ": it is not said whether the role gives these approvals or needs them, nor who gives them",
                    "by default the role needs them; `approvers` in the organisation file names who"
                            + " gives each");
        }
        if (playbook.trainingTracks().stream()
                .noneMatch(t -> roleOf(t).filter(role.name()::equals).isPresent())) {
            decide(
                    path + ".name",
                    "c8-role-without-track",
                    "no training track is named after the role `" + role.name() + "`",
                    "by default nobody in it is enrolled; `settings.track_roles` binds a track to it");
        }
    }

    private void track(String path, TrainingTrack track) {
        var role = roleOf(track);
        if (role.filter(track.id()::equals).isEmpty()) {
            decide(
                    path + ".id",
                    "c8-track-without-role",
                    "track `"
                            + track.id()
                            + "` has no field that names its role"
                            + role.map(r -> "; only its name begins with `" + r + "`").orElse(""),
                    role.map(r ->
                                    "proposed: `settings.track_roles: {"
                                            + track.id()
                                            + ": "
                                            + r
                                            + "}`")
                            .orElse("there is no default; name it under `settings.track_roles`"));
        }
        for (var k = 0; k < track.kpis().size(); k++) {
            decide(
                    path + ".kpis[" + k + "]",
                    "kpi-undefined",
                    "`"
                            + track.kpis().get(k)
                            + "` is to show what the training did, and nothing says what it counts,"
                            + " where it comes from or how it was before",
                    "by default nothing is claimed of it; `kpis."
                            + track.kpis().get(k)
                            + "` defines it");
        }
        if (track.microtools().stream().allMatch(m -> m.gatingConditions().isEmpty())) {
            decide(
                    path + ".id",
                    "c8-track-without-gate",
                    "track `"
                            + track.id()
                            + (track.microtools().isEmpty()
                                    ? "` has no microtool and so no gate"
                                    : "` has no gating condition")
                            + ": completing it opens nothing",
                    "by default it only teaches; add `gating_conditions` to a microtool if it should open one");
        }
    }

    /// The role whose name begins the track's id; the longest where several do.
    private Optional<String> roleOf(TrainingTrack track) {
        return playbook.rbac().roles().stream()
                .map(Role::name)
                .filter(r ->
                        !r.isEmpty() && (track.id().equals(r) || track.id().startsWith(r + "_")))
                .max(java.util.Comparator.comparingInt(String::length));
    }

    private void reviewPrecedence() {
        var global = playbook.riskThresholds().manualReviewRequired();
        var silent = new ArrayList<String>();
        var other = new ArrayList<String>();
        for (var role : playbook.rbac().roles()) {
            if (role.humanInLoop().isEmpty()) {
                silent.add("`" + role.name() + "`");
            } else if (role.humanInLoop().get() != global) {
                other.add("`" + role.name() + "`");
            }
        }
        if (silent.isEmpty() && other.isEmpty()) {
            return;
        }
        var said =
                (silent.isEmpty() ? "" : "is not said of " + String.join(", ", silent))
                        + (silent.isEmpty() || other.isEmpty() ? "" : " and ")
                        + (other.isEmpty()
                                ? ""
                                : "is `" + !global + "` for " + String.join(", ", other));
        decide(
                "risk_thresholds.manual_review_required",
                "c6-review-precedence",
                "`manual_review_required` is `"
                        + global
                        + "` for everyone, while `human_in_loop` "
                        + said,
                (global
                                ? "by default the global rule wins and silence inherits it"
                                : "by default silence inherits the global rule and a role's `true` holds")
                        + "; `settings.review_is_global` changes it");
    }

    private void retention() {
        var days = playbook.observability().auditTrail().retentionDays();
        CalendarMonths.around(days)
                .ifPresent(months ->
                        decide(
                                "observability.audit_trail.retention_days",
                                "c9-retention-rounding",
                                days
                                        + " days are not always "
                                        + months.count()
                                        + " calendar months: those have "
                                        + months.fewest()
                                        + (months.most() - months.fewest() == 1 ? " or " : " to ")
                                        + months.most()
                                        + " days",
                                "by default days are kept as written, "
                                        + days
                                        + "; to keep whole months write `retention_days: "
                                        + months.most()
                                        + "`"));
    }

    private List<String> prompts() {
        return playbook.rbac().roles().stream()
                .flatMap(r -> r.prompts().stream())
                .distinct()
                .toList();
    }

    private Optional<String> likelyPrompt(String tool) {
        var same =
                prompts().stream()
                        .filter(p ->
                                stems(p.replace('_', ' ')).equals(stems(tool.replace('_', ' '))))
                        .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Schema.closest(tool, prompts());
    }

    private void decide(String path, String code, String sentence, String remedy) {
        remarks.decide(marks.at(path), code, sentence, remedy);
    }
}
