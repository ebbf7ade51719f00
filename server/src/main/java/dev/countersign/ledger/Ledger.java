package dev.countersign.ledger;

import dev.countersign.storage.Tx;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where every step lands. Threads may share it.
public interface Ledger extends AutoCloseable {
    /// Records an entry in the caller's unit of work: it is durable exactly when the unit is.
    /// Returns the entry's id.
    String append(Tx tx, Entry entry);

    /// Starts an effect that sees every entry once, in leaf order, from the first entry on.
    void follow(String name, Effect effect);

    /// How far this node's effects are.
    List<FollowerStatus> followers();

    /// Seals values that [#erase] makes unreadable.
    Vault vault();

    /// Tells of entries after they are in the tree, in memory, at most once, on a virtual thread.
    ///
    /// @param prefix only of entries whose action begins so; what nobody watches is not even read
    AutoCloseable watch(String prefix, Consumer<StoredEntry> signal);

    Optional<StoredEntry> find(String entryId);

    /// Entries about a subject, oldest first.
    List<StoredEntry> about(String subject);

    /// Newest first.
    ///
    /// @param before leaf index to start below; `Long.MAX_VALUE` for the newest
    /// @param actionPrefix only actions that start with this; empty for all
    default List<StoredEntry> page(long before, int limit, String actionPrefix) {
        return search(
                new LedgerQuery(
                        before, limit, actionPrefix, "", "", Optional.empty(), Optional.empty()));
    }

    /// Newest first.
    List<StoredEntry> search(LedgerQuery query);

    /// That the leaf is in the tree of the newest checkpoint; empty where there is no such leaf.
    Optional<Proof> prove(long index);

    /// The tree as static files for monitors and auditors.
    LogFiles files();

    /// The newest signed checkpoint in C2SP note form, signing one first if the tree has grown.
    String checkpoint();

    /// The verifier key, C2SP note form (`name+hash+base64`).
    String verifierKey();

    /// Hands the ledger over to a new signing key: an entry names it, and the old key signs a
    /// checkpoint over that entry before it is destroyed. Returns the new verifier key.
    ///
    /// @param check runs in the transaction that records the entry
    String rotateKey(String by, Check check);

    /// Refuses by throwing.
    @FunctionalInterface
    interface Check {
        void in(Tx tx) throws Exception;
    }

    /// Number of leaves in the tree.
    long size();

    /// Writes an evidence pack (zip): entries, proofs, checkpoint, readable report.
    ///
    /// @param subjects only entries about these; empty for the whole ledger
    void export(List<String> subjects, OutputStream out);

    /// Destroys a keyholder's key: their personal values become unreadable, proofs stay valid.
    void erase(Tx tx, String keyholder);

    /// Destroys calls' keys and entries' sealed values from before an instant, at most so many of
    /// each; proofs stay valid.
    Expired expire(Tx tx, Instant before, int most);

    @Override
    void close();

    /// Re-runnable; runs in its own transaction together with the move of its position.
    @FunctionalInterface
    interface Effect {
        void on(Tx tx, StoredEntry entry) throws Exception;
    }
}
