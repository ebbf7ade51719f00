package dev.countersign.course;

import java.util.List;
import java.util.Map;

/// What somebody answered to one question.
public sealed interface Answer {
    /// @param options ids; one for a single choice
    record Chosen(List<String> options) implements Answer {
        public Chosen {
            options = List.copyOf(options);
        }
    }

    record YesNo(boolean value) implements Answer {}

    /// @param right by left
    record Matched(Map<String, String> right) implements Answer {
        public Matched {
            right = Map.copyOf(right);
        }
    }

    record Ordered(List<String> steps) implements Answer {
        public Ordered {
            steps = List.copyOf(steps);
        }
    }

    /// A number, a word or a text, as it was typed.
    record Typed(String text) implements Answer {}

    /// Nothing was answered.
    record None() implements Answer {}
}
