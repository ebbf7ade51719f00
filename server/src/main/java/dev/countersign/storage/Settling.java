package dev.countersign.storage;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A commit settles many units at once. Whoever passes their outcomes on to another thread need not
/// wake it for each: it says here what to do when all of them are told.
public final class Settling {
    private static final ThreadLocal<@Nullable Set<Runnable>> AFTERWARDS = new ThreadLocal<>();

    private Settling() {}

    /// Runs `action` once, however often it is given, when every unit of the batch that this thread
    /// is settling has been told; at once where it is settling none. MUST be quick.
    public static void afterwards(Runnable action) {
        var actions = AFTERWARDS.get();
        if (actions == null) {
            action.run();
        } else {
            actions.add(action);
        }
    }

    static void settle(Iterable<Unit<?>> units) {
        var actions = new LinkedHashSet<Runnable>();
        AFTERWARDS.set(actions);
        try {
            units.forEach(Unit::settle);
        } finally {
            AFTERWARDS.remove();
            actions.forEach(Runnable::run);
        }
    }
}
