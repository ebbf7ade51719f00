package dev.countersign.training;

import dev.countersign.course.Answer;
import java.util.Map;
import java.util.OptionalLong;

/// Answers as they are sent.
///
/// @param answers by question; [Answer.None] takes an answer back
/// @param seq grows with each save of one page or program; of two saves of one question the higher
///   one stands, in whichever order they arrive. Without one, the later arrival stands
public record Saves(Map<String, Answer> answers, OptionalLong seq) {
    public static final long HIGHEST = (1L << 53) - 1;

    /// @throws IllegalArgumentException where the number cannot be one that a page counts in
    public Saves {
        answers = Map.copyOf(answers);
        if (seq.isPresent() && (seq.getAsLong() < 1 || seq.getAsLong() > HIGHEST)) {
            throw new IllegalArgumentException(
                    "`seq` is a whole number from 1 to " + HIGHEST + ", not " + seq.getAsLong());
        }
    }
}
