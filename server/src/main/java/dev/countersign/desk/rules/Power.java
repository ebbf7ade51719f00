package dev.countersign.desk.rules;

import java.util.List;

/// A role that an actor may use.
///
/// @param via whose authority it is, the nearest first; empty for one's own
public record Power(String role, List<String> via) {
    public Power {
        via = List.copyOf(via);
    }

    public static Power own(String role) {
        return new Power(role, List.of());
    }
}
