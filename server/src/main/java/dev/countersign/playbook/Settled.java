package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Tells which open questions of a playbook its organisation file has answered. Pure.
public final class Settled {
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

    /// Finding → the keys that together answer it.
    private static final Map<String, List<String>> KEYS =
            Map.ofEntries(
                    Map.entry("c2-undefined-band", List.of("settings.below_threshold")),
                    Map.entry(
                            "c3-which-text",
                            List.of("settings.contains_reads", "settings.contains_match")),
                    Map.entry("c3-near-duplicate-terms", List.of("settings.contains_match")),
                    Map.entry("c3-class-not-word", List.of("settings.personal_data_zone")),
                    Map.entry("c6-review-precedence", List.of("settings.review_is_global")),
                    Map.entry("quiz-attempts", List.of("settings.quiz_attempts")),
                    Map.entry("c7-comment-denominator", List.of("settings.adoption_denominator")));

    /// Finding → the map in which a name that the finding speaks of must have an entry.
    private static final Map<String, String> MAPS =
            Map.of(
                    "kpi-undefined", "kpis",
                    "c4-unknown-approver", "settings.approver_aliases",
                    "tool-without-prompt", "settings.tool_prompts",
                    "c8-track-without-role", "settings.track_roles");

    private Settled() {}

    /// The findings, with answered questions as warnings that name the answer's key.
    public static List<Finding> by(String organisation, List<Finding> findings) {
        var marks = Marks.of(organisation);
        return findings.stream().map(f -> answered(f, marks)).toList();
    }

    private static Finding answered(Finding finding, Marks marks) {
        if (finding.severity() != Severity.DECISION) {
            return finding;
        }
        var keys = KEYS.getOrDefault(finding.code(), List.of());
        if (!keys.isEmpty() && keys.stream().allMatch(marks::has)) {
            return told(finding, String.join("` and `", keys));
        }
        var map = MAPS.get(finding.code());
        if (map != null) {
            var names = NAMED.matcher(finding.sentence());
            while (names.find()) {
                var key = map + "." + names.group(1);
                if (marks.has(key)) {
                    return told(finding, key);
                }
            }
        }
        return finding;
    }

    private static Finding told(Finding f, String key) {
        return new Finding(
                f.file(),
                f.line(),
                f.column(),
                Severity.WARNING,
                f.code(),
                f.sentence(),
                "settled by `" + key + "` in the organisation file");
    }
}
