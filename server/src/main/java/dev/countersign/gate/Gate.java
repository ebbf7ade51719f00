package dev.countersign.gate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A door and what it asks for; all conditions must hold.
///
/// @param tool what it guards: a microtool, or one of [#PRODUCTION], [#ON_CALL] and [#category]
public record Gate(String tool, List<Condition> conditions) {
    /// Deciding cases of production.
    public static final String PRODUCTION = "production_exceptions";

    /// Being on call.
    public static final String ON_CALL = "on_call";

    private static final String CATEGORY = "category:";

    public Gate {
        conditions = List.copyOf(conditions);
    }

    /// What guards the deciding of a category's cases.
    public static String category(String id) {
        return CATEGORY + id;
    }

    /// Whether this is a door of the desk or of the team's rhythm, and no microtool.
    public static boolean isNoTool(String name) {
        return name.equals(PRODUCTION) || name.equals(ON_CALL) || name.startsWith(CATEGORY);
    }

    /// What somebody can be let go without here: what a waiver calls it, and what it asks in plain
    /// words.
    public Map<String, String> waivable() {
        var out = new LinkedHashMap<String, String>();
        conditions.forEach(c -> leaves(c, out));
        out.replaceAll((_, sentence) -> sentence.replace("`", ""));
        return out;
    }

    private static void leaves(Condition condition, Map<String, String> out) {
        switch (condition) {
            case Condition.Recorded c -> out.put(c.key(), c.sentence());
            case Condition.Reviewed c -> out.put(Condition.Reviewed.KEY, c.sentence());
            case Condition.Certified c -> out.put(Condition.Certified.KEY, c.sentence());
            case Condition.AllOf(var parts) -> parts.forEach(p -> leaves(p, out));
            case Condition.AnyOf(var parts) -> parts.forEach(p -> leaves(p, out));
        }
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
