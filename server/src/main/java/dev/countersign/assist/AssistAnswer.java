package dev.countersign.assist;

import java.util.Map;
import java.util.OptionalDouble;

/// What a microtool found.
///
/// @param text for people
/// @param confidence 0 to 1; empty where the tool can give none
/// @param details the same in parts: strings, numbers as strings, lists and maps of these
/// @param modelVersion names the model files and the head that made it
public record AssistAnswer(
        String text, OptionalDouble confidence, Map<String, Object> details, String modelVersion) {
    /// How pages and answers label it.
    public static final String LABEL = "extracted";
}
