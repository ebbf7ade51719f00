package dev.countersign.training;

import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tells learning acts to those who watch, in the transaction of their cause: what a watcher writes
/// is there with the act or not at all. Threads may share it.
public final class Acts {
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    public interface Watcher {
        /// @throws SQLException undoes the act
        void told(Tx tx, LearningAct act) throws SQLException;
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    void tell(Tx tx, LearningAct act) throws SQLException {
        for (var watcher : watchers) {
            watcher.told(tx, act);
        }
    }
}
