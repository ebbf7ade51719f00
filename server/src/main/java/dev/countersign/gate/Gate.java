package dev.countersign.gate;

import java.time.Instant;
import java.util.List;

/// A door and what it asks for; all conditions must hold.
///
/// @param tool what it guards: a microtool, or one of [#PRODUCTION], [#ON_CALL] and [#category]
public record Gate(String tool, List<Condition> conditions) {
    /// Deciding cases of production.
    public static final String PRODUCTION = "production_exceptions";

    /// Being on call.
    public static final String ON_CALL = "on_call";

    public Gate {
        conditions = List.copyOf(conditions);
    }

    /// What guards the deciding of a category's cases.
    public static String category(String id) {
        return "category:" + id;
    }

    /// Where a condition is met, in words; empty where nobody knows.
    @FunctionalInterface
    public interface Way {
        String to(String tool, Condition condition);
    }

    /// The pure question.
    ///
    /// @param evidence what is recorded about one person, for this tool or for any
    /// @param waivers what that person was granted for this tool
    /// @param known of the tool
    public GateState state(
            List<Evidence> evidence,
            List<Waiver> waivers,
            Worth.Known known,
            Instant now,
            Way way) {
        return new Weighing(tool, evidence, waivers, known, now, way).all(conditions);
    }
}
