package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Problem;
import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Formats;
import dev.countersign.lrs.rule.Named;
import dev.countersign.lrs.rule.Statements;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Stores valid statements in the caller's transaction: all of them or none.
final class StatementWriter {
    /// The same statement may come again; nothing happens then.
    private enum Known {
        NEW,
        THERE
    }

    private final InstantSource clock;
    private final StatementStore store;
    private final DefinitionStore definitions;

    StatementWriter(InstantSource clock, StatementStore store, DefinitionStore definitions) {
        this.clock = clock;
        this.store = store;
        this.definitions = definitions;
    }

    /// @param authority who vouches for them
    /// @param keyId empty for what this server says itself
    /// @return the time of the last; empty statements have none
    /// @throws dev.countersign.kernel.ProblemException 400, 403 or 409
    Instant store(Tx tx, List<Prepared> statements, ObjectNode authority, String keyId)
            throws SQLException {
        requireDistinct(statements);
        var fresh = statements.stream().filter(p -> known(tx, p) == Known.NEW).toList();
        if (fresh.isEmpty()) {
            return store.head(tx).storedAt();
        }
        var first = store.advance(tx, fresh.size(), clock.instant());
        var at = first.storedAt();
        for (var i = 0; i < fresh.size(); i++) {
            at = first.storedAt().plusNanos(i * 1_000L);
            store(tx, first.seq() + i, at, again(fresh.get(i)), authority, keyId);
        }
        return at;
    }

    /// A unit of work may run twice: each run has a statement of its own to settle.
    private static Prepared again(Prepared p) {
        return new Prepared(p.statement().deepCopy(), p.version(), p.sense(), p.attachments());
    }

    private static void requireDistinct(List<Prepared> statements) {
        Set<String> ids = new HashSet<>();
        for (var p : statements) {
            if (!ids.add(p.id())) {
                throw Faults.one("statements", "has the id `" + p.id() + "` twice");
            }
        }
    }

    private Known known(Tx tx, Prepared p) {
        var there = store.find(tx, p.id());
        if (there.isEmpty()) {
            return Known.NEW;
        }
        if (!there.get().sense().equals(p.sense())) {
            throw new Problem(
                            409,
                            "statement-conflict",
                            "Another statement has this id",
                            "statement `" + p.id() + "` is stored and says something else",
                            "give the new one an id of its own; statements never change")
                    .asException();
        }
        return Known.THERE;
    }

    private void store(
            Tx tx, long seq, Instant at, Prepared p, ObjectNode authority, String keyId) {
        Statements.settle(p.statement(), Formats.written(at), authority.deepCopy(), p.version());
        var voided = !p.voids() && store.isVoidedBefore(tx, p.id());
        store.insert(tx, seq, at, p, keyId, voided);
        var named = Named.in(p.statement());
        named.agents().forEach((key, related) -> store.name(tx, "agent", key, seq, related));
        named.activities().forEach((key, related) -> store.name(tx, "activity", key, seq, related));
        named.described().forEach(activity -> definitions.learn(tx, activity));
        p.attachments().forEach(a -> store.attach(tx, seq, a));
        store.follow(tx, seq, p);
        if (p.voids()) {
            p.refersTo().ifPresent(id -> voidIt(tx, id, keyId));
        }
    }

    private void voidIt(Tx tx, String id, String keyId) {
        var target = store.find(tx, id);
        if (target.isEmpty()) {
            return; // it is voided once it comes
        }
        if (target.get().voids()) {
            throw Faults.one("statement.object.id", "is a voiding statement; these stay");
        }
        if (target.get().keyId().isEmpty() && !keyId.isEmpty()) {
            throw new Problem(
                            403,
                            "own-statement",
                            "Not voided",
                            "statement `" + id + "` was made by this server about its own records",
                            "change what it tells of here; a statement follows")
                    .asException();
        }
        store.markVoided(tx, target.get().seq());
    }
}
