package dev.countersign.course;

import java.util.List;
import java.util.OptionalDouble;

/// What people are asked about themselves.
///
/// @param anonymous nobody's answer can be told from a report
public record Survey(
        String id,
        String title,
        boolean anonymous,
        int week,
        String day,
        List<Question> questions) {
    public Survey {
        questions = List.copyOf(questions);
    }

    public enum Kind {
        LIKERT5,
        OPEN
    }

    /// @param redBelow a mean below it is a red flag; at `greenAbove` and more it is well
    public record Question(
            String id,
            Kind kind,
            String text,
            OptionalDouble redBelow,
            OptionalDouble greenAbove) {}
}
