package dev.countersign.policy;

import dev.countersign.kernel.Reason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything the playbook says about the answers of one prompt.
///
/// @param blockBelow answers under this confidence are blocked
/// @param toolThreshold the microtool's own threshold; empty where the prompt has no microtool
/// @param belowThreshold what happens from `blockBelow` up to `toolThreshold`
/// @param approval the microtool's approval rule
/// @param zone the yellow-zone terms
/// @param personalDataZone where personal data counts as the yellow zone
/// @param confidenceRequired whether an answer without a confidence is held
/// @param approverRole who settles what is held
public record Rules(
        BigDecimal blockBelow,
        Optional<BigDecimal> toolThreshold,
        BelowThreshold belowThreshold,
        ApprovalCheck approval,
        TextRule zone,
        PersonalDataZone personalDataZone,
        boolean confidenceRequired,
        String approverRole) {

    public enum BelowThreshold {
        HOLD,
        BLOCK,
        RELEASE
    }

    public enum PersonalDataZone {
        OFF,
        ANSWER,
        REQUEST,
        BOTH
    }

    /// The approval rule of a microtool.
    public interface ApprovalCheck {
        /// @param confidence empty counts as too low
        List<Reason> reasons(Optional<BigDecimal> confidence, String request, String answer);

        boolean readsAnswer();

        ApprovalCheck NOTHING =
                new ApprovalCheck() {
                    @Override
                    public List<Reason> reasons(
                            Optional<BigDecimal> confidence, String request, String answer) {
                        return List.of();
                    }

                    @Override
                    public boolean readsAnswer() {
                        return false;
                    }
                };
    }

    /// These rules and one more that reads texts.
    Rules and(TextRule further) {
        return new Rules(
                blockBelow,
                toolThreshold,
                belowThreshold,
                approval,
                TextRule.both(zone, further),
                personalDataZone,
                confidenceRequired,
                approverRole);
    }

    /// Whether any rule needs the answer, so that it must be whole before its first byte leaves.
    public boolean readsAnswer() {
        return confidenceRequired
                || approval.readsAnswer()
                || zone.readsAnswer()
                || personalDataZone == PersonalDataZone.ANSWER
                || personalDataZone == PersonalDataZone.BOTH;
    }

    /// The verdict on one answer. Pure.
    ///
    /// @param request the masked request as text
    /// @param answer the masked answer as text
    /// @param found where personal data was found
    public Verdict judge(
            Optional<BigDecimal> confidence,
            String request,
            String answer,
            PersonalDataFound found) {
        var holds = new ArrayList<Reason>();
        if (confidence.isPresent() && confidence.get().compareTo(blockBelow) < 0) {
            holds.add(
                    band(
                            "the confidence "
                                    + confidence.get().toPlainString()
                                    + " is below "
                                    + blockBelow.toPlainString()
                                    + ", under which answers are blocked",
                            confidence.get(),
                            blockBelow));
            return new Verdict.Block(approverRole, holds);
        }
        if (confidence.isEmpty() && confidenceRequired) {
            holds.add(
                    new Reason(
                            "missing-confidence",
                            "the answer came without a confidence, so a person looks at it",
                            "none",
                            blockBelow.toPlainString(),
                            "answer"));
        }
        if (confidence.isPresent()
                && toolThreshold.filter(t -> confidence.get().compareTo(t) < 0).isPresent()) {
            var reason =
                    band(
                            "the confidence "
                                    + confidence.get().toPlainString()
                                    + " is below the tool's threshold "
                                    + toolThreshold.get().toPlainString(),
                            confidence.get(),
                            toolThreshold.get());
            if (belowThreshold == BelowThreshold.BLOCK) {
                return new Verdict.Block(approverRole, List.of(reason));
            }
            if (belowThreshold == BelowThreshold.HOLD) {
                holds.add(reason);
            }
        }
        holds.addAll(approval.reasons(confidence, request, answer));
        holds.addAll(zone.reasons(request, answer));
        if (found.in(personalDataZone)) {
            holds.add(
                    new Reason(
                            "yellow-zone-personal-data",
                            "personal data was found in " + found.where(personalDataZone),
                            found.where(personalDataZone),
                            "PII",
                            found.where(personalDataZone)));
        }
        return holds.isEmpty()
                ? new Verdict.Release(List.of())
                : new Verdict.Hold(approverRole, holds);
    }

    private static Reason band(String sentence, BigDecimal confidence, BigDecimal threshold) {
        return new Reason(
                "confidence-band",
                sentence,
                confidence.toPlainString(),
                threshold.toPlainString(),
                "answer");
    }
}
