package dev.countersign.ledger;

import dev.countersign.proof.Checkpoint;
import dev.countersign.proof.Merkle;
import dev.countersign.proof.MerkleCheck;
import dev.countersign.storage.Dialect;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The ledger over a store.
final class StoredLedger implements Ledger {
    private final Storage storage;
    private final SecureRandom random;
    private final Rotation rotation;
    private volatile LedgerKeys keys;
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

    StoredLedger(
            Storage storage,
            Path directory,
            String origin,
            InstantSource clock,
            SecureRandom random) {
        this.storage = storage;
        this.random = random;
        rotation = new Rotation(storage, tiles, entries, directory, origin);
        keys = rotation.open(random);
        vault = new Vault(random, keys.wrapping());
        tree = storage.dialect() == Dialect.SQLITE ? joined() : leased();
        recorder = new Recorder(clock, random, vault, tree, entries);
        checkpoints = new Checkpoints(storage, tiles, () -> keys, growth, clock);
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
    public AutoCloseable watch(String prefix, Consumer<StoredEntry> signal) {
        return watchers.add(prefix, signal);
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
    public List<StoredEntry> search(LedgerQuery query) {
        return storage.read(tx -> recorder.read(tx, entries.page(tx, query)));
    }

    @Override
    public Optional<Proof> prove(long index) {
        var note = checkpoints.newest();
        var checkpoint = Checkpoint.parse(note);
        if (index < 0 || index >= checkpoint.size()) {
            return Optional.empty();
        }
        var path =
                Merkle.inclusion(
                        index, checkpoint.size(), new TileNodes(storage, tiles, checkpoint.size()));
        return storage.read(tx -> {
            var row = entries.range(tx, index, index + 1).getFirst();
            var hash = Merkle.leafHash(row.leaf());
            var keyholders = new TreeMap<String, String>();
            for (var sealed : entries.personal(tx, row.id())) {
                keyholders.put(sealed.field(), sealed.keyholder());
            }
            return Optional.of(
                    new Proof(
                            recorder.read(tx, List.of(row)).getFirst(),
                            new String(row.leaf(), StandardCharsets.UTF_8),
                            hash,
                            path,
                            note,
                            checkpoint.size(),
                            MerkleCheck.inclusion(
                                    hash, index, checkpoint.size(), path, checkpoint.root()),
                            tiles.covering(tx, index),
                            keyholders));
        });
    }

    @Override
    public LogFiles files() {
        return new LogFiles(storage, tiles, entries);
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
    public synchronized String rotateKey(String by, Check check) {
        var old = keys;
        var next = LedgerKeys.prepareNext(rotation.directory(), rotation.origin());
        var id =
                storage.writeAndWait(tx -> {
                    check.in(tx);
                    return recorder.append(tx, rotation.entry(old, next.text(), by));
                });
        keys = rotation.finish(old, placed(id), random);
        return next.text();
    }

    /// The entry's index, once the tree has it.
    private long placed(String id) {
        try {
            while (true) {
                var known = growth.size();
                var found = find(id);
                if (found.isPresent() && found.get().index() >= 0) {
                    return found.get().index();
                }
                growth.beyond(known, 1_000);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the key was changing", end);
        }
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

    @Override
    public Expired expire(Tx tx, Instant before, int most) {
        try {
            return new Expired(
                    vault.expire(tx, "call", before, most)
                            + vault.expire(tx, "action", before, most),
                    entries.expire(tx, before, most));
        } catch (SQLException problem) {
            throw new LedgerException("what is too old was not erased", problem);
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
