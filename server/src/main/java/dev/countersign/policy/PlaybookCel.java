package dev.countersign.policy;

import dev.countersign.playbook.ApprovalRule;
import dev.countersign.playbook.Playbook;
import dev.countersign.playbook.Settings;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the playbook says about a microtool's answers, as the CEL that policies are written in.
/// Calls are judged by [Rules]; a test holds the two against each other.
public final class PlaybookCel {
    /// One rule, of which the first that fits decides.
    ///
    /// @param written as it stands in the playbook
    /// @param cel its condition
    /// @param outcome APPROVE releases the answer, ESCALATE holds it, DENY blocks it
    public record Line(String written, String cel, Outcome outcome) {}

    private final Settings settings;
    private final List<Line> out = new ArrayList<>();

    private PlaybookCel(Settings settings) {
        this.settings = settings;
    }

    /// @throws ApprovalRule.Malformed where the tool's rule is not in the language
    public static List<Line> of(Playbook playbook, Settings settings, Playbook.Microtool tool)
            throws ApprovalRule.Malformed {
        var cel = new PlaybookCel(settings);
        var risk = playbook.riskThresholds();
        cel.add(
                "block_on_confidence_lt: " + risk.blockOnConfidenceLt().toPlainString(),
                "confidence >= 0.0 && confidence < " + number(risk.blockOnConfidenceLt()),
                Outcome.DENY);
        cel.add("an answer without a confidence", "confidence < 0.0", Outcome.ESCALATE);
        cel.threshold(tool.confidenceThreshold());
        if (tool.approvalRule().isPresent()) {
            var rule = ApprovalRule.parse(tool.approvalRule().get());
            cel.add(rule.text(), cel.condition(rule.condition()), Outcome.ESCALATE);
        }
        if (risk.manualReviewRequired() || !settings.reviewIsGlobal()) {
            risk.yellowZoneTerms().forEach(cel::zone);
        }
        cel.add("otherwise", "true", Outcome.APPROVE);
        return List.copyOf(cel.out);
    }

    /// The rules as the text of a policy, for whoever wants to go on from there.
    public static String policy(String name, List<Line> lines) {
        var text = new StringBuilder();
        text.append("name: ").append(name).append("\nversion: \"1\"\nowner: ops_manager\n");
        text.append("scope: all\nrule:\n  match:\n");
        for (var line : lines) {
            text.append("    # ").append(line.written.replace('\n', ' ')).append('\n');
            text.append("    - condition: \"");
            text.append(line.cel.replace("\\", "\\\\").replace("\"", "\\\""));
            text.append("\"\n      output: \"'");
            text.append(line.outcome.name().toLowerCase(Locale.ROOT)).append("'\"\n");
        }
        return text.toString();
    }

    private void add(String written, String cel, Outcome outcome) {
        out.add(new Line(written, cel, outcome));
    }

    private void threshold(BigDecimal threshold) {
        var written = "confidence_threshold: " + threshold.toPlainString();
        var cel = "confidence >= 0.0 && confidence < " + number(threshold);
        switch (settings.belowThreshold()) {
            case HOLD -> add(written, cel, Outcome.ESCALATE);
            case BLOCK -> add(written, cel, Outcome.DENY);
            case RELEASE -> {}
        }
    }

    /// `PII` is a class of data, not a word.
    private void zone(String term) {
        var written = "yellow_zone_terms: " + term;
        if (!term.strip().equalsIgnoreCase("pii")) {
            add(written, contains(List.of(term)), Outcome.ESCALATE);
        } else if (settings.personalDataZone() != Settings.PersonalData.OFF) {
            add(written, "'personal' in data_classes", Outcome.ESCALATE);
        }
    }

    private String condition(ApprovalRule.Condition condition) {
        return switch (condition) {
            // An answer without a confidence has -1, and so is below every limit.
            case ApprovalRule.Condition.LessThan(var limit, var orEqual) ->
                    "(confidence < 0.0 || confidence "
                            + (orEqual ? "<= " : "< ")
                            + number(limit)
                            + ")";
            case ApprovalRule.Condition.Contains(var terms) -> "(" + contains(terms) + ")";
            case ApprovalRule.Condition.AnyOf(var parts) -> joined(parts, " || ");
            case ApprovalRule.Condition.AllOf(var parts) -> joined(parts, " && ");
        };
    }

    private String joined(List<ApprovalRule.Condition> parts, String by) {
        return parts.stream().map(this::condition).collect(Collectors.joining(by, "(", ")"));
    }

    private String contains(List<String> terms) {
        var function =
                switch (settings.containsMatch()) {
                    case STEM -> ".mentions(";
                    case WORD -> ".mentionsWord(";
                    case SUBSTRING -> ".mentionsPart(";
                };
        var texts =
                switch (settings.containsReads()) {
                    case REQUEST -> List.of("request");
                    case ANSWER -> List.of("text");
                    case BOTH -> List.of("request", "text");
                };
        return terms.stream()
                .flatMap(
                        term -> texts.stream().map(t -> t + function + Language.quoted(term) + ")"))
                .collect(Collectors.joining(" || "));
    }

    private static String number(BigDecimal value) {
        var text = value.toPlainString();
        return text.contains(".") ? text : text + ".0";
    }
}
