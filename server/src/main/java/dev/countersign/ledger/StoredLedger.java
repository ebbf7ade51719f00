package dev.countersign.ledger;

import dev.countersign.storage.Dialect;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The ledger over a store.
final class StoredLedger implements Ledger {
    private final Storage storage;
    private final LedgerKeys keys;
    private final Vault vault;
    private final EntryStore entries = new EntryStore();
    private final TreeStore tiles = new TreeStore();
    private final Growth growth = new Growth();
    private final Tree tree;
    private final Recorder recorder;
    private final Checkpoints checkpoints;
    private final Watchers watchers;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    StoredLedger(Storage storage, LedgerKeys keys, InstantSource clock, SecureRandom random) {
        this.storage = storage;
        this.keys = keys;
        vault = new Vault(random, keys.wrapping());
        tree = storage.dialect() == Dialect.SQLITE ? joined() : leased();
        recorder = new Recorder(clock, random, vault, tree, entries);
        checkpoints = new Checkpoints(storage, tiles, keys, growth);
        watchers = new Watchers(storage, entries, recorder, growth);
        checkpoints.start();
        threads.add(Thread.ofVirtual().name("countersign-watchers").start(watchers));
    }

    private Tree joined() {
        var inCommit = new GroupCommitTree(tiles, growth);
        storage.join(inCommit);
        storage.writeAndWait(tiles::size);
        return inCommit;
    }

    private Tree leased() {
        return new LeasedTree(storage, tiles, entries, growth);
    }

    @Override
    public String append(Tx tx, Entry entry) {
        try {
            return recorder.append(tx, entry);
        } catch (SQLException problem) {
            throw new LedgerException("`" + entry.action() + "` was not recorded", problem);
        }
    }

    @Override
    public void follow(String name, Effect effect) {
        var follower = new Follower(name, effect, storage, entries, recorder, growth);
        followers.add(follower);
        threads.add(Thread.ofVirtual().name("countersign-follower-" + name).start(follower));
    }

    @Override
    public List<FollowerStatus> followers() {
        return followers.stream().map(Follower::status).toList();
    }

    @Override
    public AutoCloseable watch(Consumer<StoredEntry> signal) {
        return watchers.add(signal);
    }

    @Override
    public Optional<StoredEntry> find(String entryId) {
        return storage.read(tx -> recorder.read(tx, entries.byId(tx, entryId))).stream()
                .findFirst();
    }

    @Override
    public List<StoredEntry> about(String subject) {
        return storage.read(tx -> recorder.read(tx, entries.about(tx, subject)));
    }

    @Override
    public List<StoredEntry> page(long before, int limit, String actionPrefix) {
        return storage.read(tx -> recorder.read(tx, entries.page(tx, before, limit, actionPrefix)));
    }

    @Override
    public String checkpoint() {
        return checkpoints.newest();
    }

    @Override
    public String verifierKey() {
        return keys.verifier().text();
    }

    @Override
    public Vault vault() {
        return vault;
    }

    @Override
    public long size() {
        return growth.size();
    }

    @Override
    public void export(List<String> subjects, OutputStream out) {
        new Export(storage, keys, entries, tiles, recorder)
                .write(subjects, checkpoints.newest(), out);
    }

    @Override
    public void erase(Tx tx, String keyholder) {
        try {
            vault.erase(tx, keyholder);
        } catch (SQLException problem) {
            throw new LedgerException("`" + keyholder + "` was not erased", problem);
        }
    }

    /// Stops following; the store stays open.
    @Override
    public void close() {
        growth.close();
        tree.close();
        checkpoints.join();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
