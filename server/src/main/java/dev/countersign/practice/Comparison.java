package dev.countersign.practice;

import dev.countersign.desk.Decided;
import dev.countersign.practice.MockException.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A decision beside the known good answer. Pure.
///
/// @param right whether it is one of the right answers
/// @param best whether it is the best of them
/// @param elsewhere whether it was rightly passed on, but to another role than it belongs to
/// @param category whether the category that the learner chose is right; empty where it was told
/// @param mentions what the justification should speak of, and whether it does
public record Comparison(
        Answer decided,
        boolean right,
        boolean best,
        boolean elsewhere,
        Optional<Boolean> category,
        List<Mentioned> mentions) {
    public Comparison {
        mentions = List.copyOf(mentions);
    }

    public record Mentioned(String what, boolean found) {}

    /// @param category that the case was put under when it was decided; may be empty
    static Comparison of(MockException mock, Decided decided, String category) {
        var answer = answer(decided.kind()).orElseThrow();
        var right = mock.right().contains(answer);
        var text = decided.justification().toLowerCase(Locale.ROOT);
        return new Comparison(
                answer,
                right,
                answer == mock.answer(),
                right
                        && answer == Answer.ESCALATE
                        && !mock.to().isEmpty()
                        && decided.escalatedTo().filter(mock.to()::contains).isEmpty(),
                mock.hidesCategory()
                        ? Optional.of(category.equals(mock.category()))
                        : Optional.empty(),
                mock.mentions().stream()
                        .map(m ->
                                new Mentioned(
                                        m.what(),
                                        m.words().stream()
                                                .map(w -> w.toLowerCase(Locale.ROOT))
                                                .anyMatch(text::contains)))
                        .toList());
    }

    /// What a decision says; empty for what is none, such as taking one back.
    static Optional<Answer> answer(Decided.Kind kind) {
        return switch (kind) {
            case APPROVED, EDITED_AND_APPROVED -> Optional.of(Answer.APPROVE);
            case DENIED -> Optional.of(Answer.DENY);
            case ESCALATED -> Optional.of(Answer.ESCALATE);
            case OVERTURNED, BROKE_GLASS, TAKEN_BACK, AMENDED, CATEGORISED -> Optional.empty();
        };
    }
}
