package dev.countersign.playbook;

import java.math.BigDecimal;
import java.util.Map;

/// What an organisation decides where the playbook is silent or contradicts itself. Every default
/// is explained in `docs/playbook.md`.
///
/// @param belowThreshold what happens to answers from the block limit up to a tool's own threshold
/// @param containsReads which text `contains:` and the yellow-zone terms read
/// @param containsMatch how a term matches: by stem, whole word, or anywhere
/// @param approverAliases what an approval action such as `manager_approve` resolves to
/// @param personalDataZone where detected personal data counts as the term `PII`
/// @param reviewIsGlobal whether `manual_review_required` wins over what a role or tool says
/// @param trackRoles training track → the role it trains
/// @param toolPrompts microtool → the prompt it guards
/// @param quizAttempts which attempt counts at quizzes that do not say it
/// @param certificateDays how long a certificate of a tool is valid
/// @param auditShare the share of a certified tool's released answers that is audited
/// @param confidenceRequired whether prompts without a microtool need a confidence too
public record Settings(
        BelowThreshold belowThreshold,
        Reads containsReads,
        TermMatcher.Mode containsMatch,
        Map<String, String> approverAliases,
        PersonalData personalDataZone,
        boolean reviewIsGlobal,
        int trainingWindowDays,
        int adoptionWindowDays,
        String adoptionDenominator,
        Map<String, String> trackRoles,
        Map<String, String> toolPrompts,
        QuizAttempts quizAttempts,
        int certificateDays,
        BigDecimal auditShare,
        ConfidenceRequired confidenceRequired) {
    public Settings {
        approverAliases = Map.copyOf(approverAliases);
        trackRoles = Map.copyOf(trackRoles);
        toolPrompts = Map.copyOf(toolPrompts);
    }

    public enum BelowThreshold {
        HOLD,
        BLOCK,
        RELEASE
    }

    public enum Reads {
        REQUEST,
        ANSWER,
        BOTH
    }

    public enum PersonalData {
        OFF,
        ANSWER,
        REQUEST,
        BOTH
    }

    public enum QuizAttempts {
        BEST,
        LAST
    }

    public enum ConfidenceRequired {
        ALL,
        MICROTOOLS
    }

    public static final Settings DEFAULT =
            new Settings(
                    BelowThreshold.HOLD,
                    Reads.BOTH,
                    TermMatcher.Mode.STEM,
                    Map.of("manager_approve", "ops_manager"),
                    PersonalData.BOTH,
                    true,
                    14,
                    30,
                    "eligible_workflows",
                    Map.of(),
                    Map.of(),
                    QuizAttempts.LAST,
                    90,
                    new BigDecimal("0.05"),
                    ConfidenceRequired.ALL);
}
