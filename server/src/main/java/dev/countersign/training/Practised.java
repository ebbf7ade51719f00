package dev.countersign.training;

import java.util.OptionalInt;

/// What somebody has done at the practice desk. It has a store of its own, so it is asked before a
/// unit of work begins, never inside one.
@FunctionalInterface
public interface Practised {
    Seen of(String person);

    /// @param decided mock exceptions
    /// @param looked how many of the first ones a mentor commented on
    /// @param inChat how many of the decided ones were handled in a chat; empty where practice is
    ///   not connected to one
    record Seen(int decided, int looked, OptionalInt inChat) {
        public static final Seen NOTHING = new Seen(0, 0, OptionalInt.empty());
    }
}
