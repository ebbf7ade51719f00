package dev.countersign.desk;

import dev.countersign.storage.Storage;
import java.time.InstantSource;
import java.util.List;

/// Each person's own saved views; nobody sees another's.
public final class SavedViews {
    private final Storage storage;
    private final InstantSource clock;
    private final ViewStore store = new ViewStore();

    public SavedViews(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    public List<SavedView> of(String personId) {
        return storage.read(tx -> store.of(tx, personId));
    }

    /// A view of the same name is replaced.
    public void save(String personId, SavedView view) {
        storage.writeAndWait(tx -> {
            var kept = store.of(tx, personId);
            if (kept.size() >= ViewStore.MOST
                    && kept.stream().noneMatch(v -> v.name().equals(view.name()))) {
                throw SavedView.refused(
                        "you keep " + ViewStore.MOST + " views already", "forget one first");
            }
            store.save(tx, personId, view, clock.instant());
            return true;
        });
    }

    public void forget(String personId, String name) {
        storage.writeAndWait(tx -> {
            store.forget(tx, personId, name);
            return true;
        });
    }
}
