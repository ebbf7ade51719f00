package dev.countersign.survey;

import java.util.Map;

/// What one person answered, without who.
///
/// @param marks 1 to 5 by question
/// @param words by open question; only those that were answered
/// @param part the slice that was announced to everybody asked; empty where there is none
public record Sheet(Map<String, Integer> marks, Map<String, String> words, String part) {
    public Sheet {
        marks = Map.copyOf(marks);
        words = Map.copyOf(words);
    }
}
