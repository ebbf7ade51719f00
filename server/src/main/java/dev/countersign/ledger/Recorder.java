package dev.countersign.ledger;

import dev.countersign.kernel.Ids;
import dev.countersign.proof.Disclosure;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns entries into rows, and rows into what may still be read of them.
final class Recorder {
    private static final int SALT = 16;
    private final Ids ids;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Vault vault;
    private final Tree tree;
    private final EntryStore store;

    Recorder(InstantSource clock, SecureRandom random, Vault vault, Tree tree, EntryStore store) {
        this.ids = new Ids(clock, random);
        this.clock = clock;
        this.random = random;
        this.vault = vault;
        this.tree = tree;
        this.store = store;
    }

    String append(Tx tx, Entry entry) throws SQLException {
        var id = ids.next("entry");
        SortedMap<String, String> commitments = Collections.emptySortedMap();
        if (!entry.personal().isEmpty()) {
            commitments = new TreeMap<>();
            for (var field : entry.personal().entrySet()) {
                commitments.put(field.getKey(), sealed(tx, id, field.getKey(), field.getValue()));
            }
        }
        var leaf = Leaf.bytes(id, clock.instant(), entry, commitments);
        store.insert(tx, id, tree.claim(tx, leaf), entry, leaf);
        return id;
    }

    /// Returns the commitment.
    private String sealed(Tx tx, String id, String field, Entry.Personal personal)
            throws SQLException {
        var salt = new byte[SALT];
        random.nextBytes(salt);
        var value = personal.value().getBytes(StandardCharsets.UTF_8);
        var both = Arrays.copyOf(salt, SALT + value.length);
        System.arraycopy(value, 0, both, SALT, value.length);
        var bytes = vault.seal(tx, personal.keyholder(), both, place(id, field));
        store.insertPersonal(tx, id, new EntryStore.Sealed(field, personal.keyholder(), bytes));
        return new Disclosure(salt, personal.value()).commitment(field);
    }

    List<StoredEntry> read(Tx tx, List<EntryStore.Row> rows) throws SQLException {
        var entries = new ArrayList<StoredEntry>(rows.size());
        for (var row : rows) {
            var values = new TreeMap<String, String>();
            disclosed(tx, row).forEach((field, shown) -> values.put(field, shown.value()));
            entries.add(Leaf.read(row.leaf(), row.index(), Collections.unmodifiableMap(values)));
        }
        return entries;
    }

    /// The personal values whose keyholders were not erased, with their salts.
    SortedMap<String, Disclosure> disclosed(Tx tx, EntryStore.Row row) throws SQLException {
        if (!Leaf.namesPersonal(row.leaf())) {
            return Collections.emptySortedMap();
        }
        var found = new TreeMap<String, Disclosure>();
        var commitments = Leaf.commitments(row.leaf());
        for (var sealed : store.personal(tx, row.id())) {
            opened(tx, row.id(), sealed)
                    .filter(shown -> committed(commitments, sealed.field(), shown))
                    .ifPresent(shown -> found.put(sealed.field(), shown));
        }
        return found;
    }

    private static boolean committed(Map<String, ?> commitments, String field, Disclosure shown) {
        return shown.commitment(field).equals(commitments.get(field));
    }

    private Optional<Disclosure> opened(Tx tx, String id, EntryStore.Sealed sealed)
            throws SQLException {
        return vault.openIfKept(tx, sealed.keyholder(), sealed.bytes(), place(id, sealed.field()))
                .map(both ->
                        new Disclosure(
                                Arrays.copyOf(both, SALT),
                                new String(
                                        both, SALT, both.length - SALT, StandardCharsets.UTF_8)));
    }

    private static byte[] place(String id, String field) {
        return (id + "\n" + field).getBytes(StandardCharsets.UTF_8);
    }
}
