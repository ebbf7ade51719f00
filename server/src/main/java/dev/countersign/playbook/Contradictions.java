package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a playbook leaves open or says twice differently (C2 to C9): each a decision with a default
/// that a setting changes. Only what is true of the given document is reported. Pure.
final class Contradictions {
    private static final Pattern WITHIN_DAYS = Pattern.compile("#.*?within (\\d{1,4}) days");
    private static final Pattern OF_WHAT =
            Pattern.compile("#.*?\\d+% of ([a-z ]+?)(?: using| within|$)");

    private final String file;
    private final Playbook playbook;
    private final List<String> lines;
    private final List<Finding> findings = new ArrayList<>();

    private Contradictions(String file, Playbook playbook, String text) {
        this.file = file;
        this.playbook = playbook;
        this.lines = text.lines().toList();
    }

    static List<Finding> find(String file, Playbook playbook, String text) {
        var all = new Contradictions(file, playbook, text);
        all.comments();
        all.roles();
        all.tools();
        all.retention();
        return all.findings;
    }

    private void tools() {
        var block = playbook.riskThresholds().blockOnConfidenceLt();
        var nth = 0;
        for (var track : playbook.trainingTracks()) {
            if (track.microtools().isEmpty()
                    || track.microtools().stream().allMatch(t -> t.gatingConditions().isEmpty())) {
                warn(
                        place("id", track.id()),
                        "c8-track-without-gate",
                        "the track `"
                                + track.id()
                                + "` opens no gate: none of its microtools asks for evidence",
                        "add `gating_conditions`, or leave it if the track only teaches");
            }
            for (var tool : track.microtools()) {
                if (tool.confidenceThreshold().compareTo(block) > 0) {
                    decide(
                            nth("confidence_threshold", nth),
                            "c2-undefined-band",
                            "from "
                                    + block.toPlainString()
                                    + " up to "
                                    + tool.confidenceThreshold().toPlainString()
                                    + " answers of `"
                                    + tool.name()
                                    + "` are neither blocked nor good enough, and the playbook does not say what happens",
                            "by default they are held for a person; `settings.below_threshold` changes it");
                }
                var place = nth("approval_rule", nth);
                tool.approvalRule().ifPresent(rule -> rule(place, tool.name(), rule));
                nth++;
            }
        }
        if (playbook.riskThresholds().manualReviewRequired()
                && playbook.rbac().roles().stream().anyMatch(r -> r.humanInLoop().isEmpty())) {
            decide(
                    place("manual_review_required"),
                    "c6-review-precedence",
                    "`manual_review_required` holds for everybody, `human_in_loop` is said of some roles only",
                    "by default the global rule wins and silence inherits; `settings.review_is_global` changes it");
        }
    }

    private void rule(int[] place, String tool, String text) {
        ApprovalRule rule;
        try {
            rule = ApprovalRule.parse(text);
        } catch (ApprovalRule.Malformed e) {
            findings.add(
                    new Finding(
                            file,
                            place[0],
                            place[1],
                            Severity.ERROR,
                            "malformed-rule",
                            "the approval rule of `"
                                    + tool
                                    + "` breaks at its column "
                                    + e.column()
                                    + ": "
                                    + e.getMessage(),
                            "write `if confidence < 0.9 or contains: term, term => action`"));
            return;
        }
        if (!rule.terms().isEmpty()) {
            decide(
                    place,
                    "c3-terms",
                    "`contains:` of `"
                            + tool
                            + "` does not say which text it reads or how a term matches"
                            + nearDuplicates(rule.terms()),
                    "by default both texts are read by word stem; `settings.contains_reads` and"
                            + " `settings.contains_match` change it");
        }
        var roles = playbook.rbac().roles().stream().map(Playbook.Role::name).toList();
        if (!roles.contains(rule.action())) {
            decide(
                    place,
                    "c4-approver",
                    "`" + rule.action() + "` is no role of the playbook",
                    "by default it resolves to `"
                            + Settings.DEFAULT
                                    .approverAliases()
                                    .getOrDefault(rule.action(), rule.action())
                            + "`; `settings.approver_aliases` changes it");
        }
    }

    /// Terms of the rule and of the yellow zone that a reader takes for one but plain comparison
    /// not.
    private String nearDuplicates(List<String> terms) {
        var pairs = new ArrayList<String>();
        for (var term : terms) {
            for (var zone : playbook.riskThresholds().yellowZoneTerms()) {
                var same =
                        TermMatcher.stem(term.toLowerCase(Locale.ROOT))
                                .equals(TermMatcher.stem(zone.toLowerCase(Locale.ROOT)));
                if (same && !term.equalsIgnoreCase(zone)) {
                    pairs.add("`" + term + "` and `" + zone + "`");
                }
            }
        }
        return pairs.isEmpty()
                ? ""
                : "; " + String.join(", ", pairs) + " are one word in two forms";
    }

    private void roles() {
        var index = 0;
        for (var role : playbook.rbac().roles()) {
            if (!role.approvals().isEmpty()) {
                decide(
                        nth("approvals", index),
                        "c5-approvals",
                        "`"
                                + role.name()
                                + "` lists `"
                                + String.join("`, `", role.approvals())
                                + "` without saying who approves",
                        "read as actions that need an approval; `approvers` in the organisation file names who gives it");
            }
            index++;
        }
        var owned = playbook.rbac().roles().stream().map(Playbook.Role::name).toList();
        for (var track : playbook.trainingTracks()) {
            if (owned.stream().noneMatch(track.id()::equals)) {
                decide(
                        place("id", track.id()),
                        "c8-track-without-role",
                        "the track `" + track.id() + "` does not say which role it trains",
                        "`settings.track_roles` binds it");
            }
        }
    }

    private void comments() {
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var days = WITHIN_DAYS.matcher(line);
            if (days.find()) {
                decide(
                        new int[] {i + 1, line.indexOf('#') + 1},
                        "c7-comment-window",
                        "a comment carries meaning: `within " + days.group(1) + " days`",
                        "proposed: `settings.training_window_days: " + days.group(1) + "`");
            }
            var what = OF_WHAT.matcher(line);
            if (what.find()) {
                decide(
                        new int[] {i + 1, line.indexOf('#') + 1},
                        "c7-comment-denominator",
                        "a comment carries meaning: `of " + what.group(1) + "`",
                        "proposed: `settings.adoption_denominator: "
                                + what.group(1).strip().replace(' ', '_')
                                + "`");
            }
        }
    }

    private void retention() {
        var days = playbook.observability().auditTrail().retentionDays();
        if (days % 365 == 0 && days > 365) {
            decide(
                    place("retention_days"),
                    "c9-retention",
                    days
                            + " days is "
                            + days / 365
                            + " years of 365 days; "
                            + days / 365 * 12
                            + " calendar months may be a day longer",
                    "days are kept as written");
        }
        if (!Set.of("enforced", "monitor", "off").contains(playbook.regions().dataResidency())) {
            findings.add(
                    new Finding(
                            file,
                            place("data_residency")[0],
                            place("data_residency")[1],
                            Severity.ERROR,
                            "unknown-residency",
                            "`regions.data_residency` is `"
                                    + playbook.regions().dataResidency()
                                    + "`",
                            "write `enforced`, `monitor` or `off`"));
        }
        if (playbook.riskThresholds().blockOnConfidenceLt().compareTo(BigDecimal.ONE) >= 0) {
            warn(
                    place("block_on_confidence_lt"),
                    "blocks-everything",
                    "`risk_thresholds.block_on_confidence_lt` blocks every answer",
                    "write a number below 1");
        }
    }

    private int[] place(String key) {
        return nth(key, 0);
    }

    private int[] place(String key, String value) {
        for (var i = 0; i < lines.size(); i++) {
            var at = lines.get(i).indexOf(key + ": " + value);
            if (at >= 0) {
                return new int[] {i + 1, at + 1};
            }
        }
        return nth(key, 0);
    }

    private int[] nth(String key, int n) {
        var seen = 0;
        var pattern = Pattern.compile("^\\s*(?:- )?" + key + ":");
        for (var i = 0; i < lines.size(); i++) {
            var matcher = pattern.matcher(lines.get(i));
            if (matcher.find() && seen++ == n) {
                return new int[] {i + 1, lines.get(i).indexOf(key) + 1};
            }
        }
        return new int[] {0, 0};
    }

    private void decide(int[] place, String code, String sentence, String remedy) {
        findings.add(
                new Finding(file, place[0], place[1], Severity.DECISION, code, sentence, remedy));
    }

    private void warn(int[] place, String code, String sentence, String remedy) {
        findings.add(
                new Finding(file, place[0], place[1], Severity.WARNING, code, sentence, remedy));
    }
}
