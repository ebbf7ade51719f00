package dev.countersign.playbook;

import java.util.List;

/// What is asked about an action before anybody approves it.
///
/// @param name as roles list it under `approvals`
/// @param title what people read
/// @param fields in the order in which they are asked for
public record ActionSpec(String name, String title, List<Field> fields) {
    public ActionSpec {
        fields = List.copyOf(fields);
    }

    /// @param choices what may be chosen; empty unless the kind is CHOICE
    public record Field(
            String name, String label, Kind kind, boolean required, List<String> choices) {
        public Field {
            choices = List.copyOf(choices);
        }
    }

    public enum Kind {
        TEXT,
        /// A decimal number, zero or more.
        AMOUNT,
        /// ISO 8601, for example `2026-11-30`.
        DATE,
        CHOICE
    }

    /// An action that the organisation says nothing about asks for one text.
    public static ActionSpec plain(String name) {
        return new ActionSpec(
                name,
                titled(name),
                List.of(new Field("what", "What exactly", Kind.TEXT, true, List.of())));
    }

    static String titled(String name) {
        var words = name.replace('_', ' ').strip();
        return words.isEmpty()
                ? name
                : words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }
}
