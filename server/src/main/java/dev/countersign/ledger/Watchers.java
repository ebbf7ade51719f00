package dev.countersign.ledger;

import dev.countersign.storage.Storage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Tells signals of entries once they are in the tree; remembers nothing.
final class Watchers implements Runnable {
    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());
    private static final int MOST = 256;

    private record Signal(String prefix, Consumer<StoredEntry> to) {}

    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private final Storage storage;
    private final EntryStore entries;
    private final Recorder recorder;
    private final Growth growth;

    Watchers(Storage storage, EntryStore entries, Recorder recorder, Growth growth) {
        this.storage = storage;
        this.entries = entries;
        this.recorder = recorder;
        this.growth = growth;
    }

    AutoCloseable add(String prefix, Consumer<StoredEntry> to) {
        var signal = new Signal(prefix, to);
        signals.add(signal);
        return () -> signals.remove(signal);
    }

    @Override
    public void run() {
        var told = growth.size();
        try {
            while (!growth.closed()) {
                var size = growth.beyond(told, 1_000);
                if (signals.isEmpty()) {
                    told = size;
                } else if (size > told) {
                    var end = Math.min(size, told + MOST);
                    tell(told, end);
                    told = end;
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(long from, long to) {
        for (var prefix : signals.stream().map(Signal::prefix).distinct().toList()) {
            try {
                storage.read(tx -> recorder.read(tx, entries.range(tx, from, to, prefix)))
                        .forEach(entry -> tell(prefix, entry));
            } catch (RuntimeException problem) {
                LOG.log(System.Logger.Level.WARNING, "signals were missed", problem);
            }
        }
    }

    private void tell(String prefix, StoredEntry entry) {
        for (var signal : signals) {
            if (!signal.prefix().equals(prefix)) {
                continue;
            }
            try {
                signal.to().accept(entry);
            } catch (RuntimeException problem) {
                LOG.log(System.Logger.Level.WARNING, "a signal failed", problem);
            }
        }
    }
}
