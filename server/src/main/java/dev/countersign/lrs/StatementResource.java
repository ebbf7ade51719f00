package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.kernel.Problem;
import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Formats;
import dev.countersign.lrs.rule.Keys;
import dev.countersign.lrs.rule.Version;
import dev.countersign.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `/statements`: taking them, and the way to reading them.
final class StatementResource {
    private static final String THROUGH = "x-experience-api-consistent-through";

    private final Storage storage;
    private final LrsKeys keys;
    private final StatementIntake intake;
    private final StatementWriter writer;
    private final StatementStore store;
    private final StatementQueries queries;
    private final Supplier<String> home;
    private final java.time.InstantSource clock;

    StatementResource(
            Storage storage,
            LrsKeys keys,
            StatementIntake intake,
            StatementWriter writer,
            StatementStore store,
            StatementQueries queries,
            Supplier<String> home,
            java.time.InstantSource clock) {
        this.storage = storage;
        this.keys = keys;
        this.intake = intake;
        this.writer = writer;
        this.store = store;
        this.queries = queries;
        this.home = home;
        this.clock = clock;
    }

    Reply serve(Version version, LrsKey key, Ask ask) {
        return switch (ask.method()) {
            case "GET", "HEAD" -> {
                // Taken before the reading begins, so that what is told is there.
                var through = through();
                Reply reply;
                try {
                    reply = queries.serve(ask);
                } catch (dev.countersign.kernel.ProblemException refused) {
                    reply = Reply.of(refused.problem());
                }
                yield reply.with(THROUGH, through);
            }
            case "POST" -> post(version, key, ask);
            case "PUT" -> put(version, key, ask);
            default -> throw ask.noSuchMethod("GET", "HEAD", "POST", "PUT").asException();
        };
    }

    /// Whatever was stored before this moment is seen by whoever reads now.
    private String through() {
        Instant at =
                storage.writeAndWait(tx -> {
                    store.barrier(tx);
                    return clock.instant();
                });
        return Formats.written(at);
    }

    private Reply post(Version version, LrsKey key, Ask ask) {
        ask.only();
        var statements = intake.read(version, ask, Optional.empty());
        var at = keep(key, statements);
        var told = JsonNodeFactory.instance.arrayNode();
        statements.forEach(p -> told.add(p.statement().path("id")));
        return Reply.json(200, told).with(THROUGH, Formats.written(at));
    }

    private Reply put(Version version, LrsKey key, Ask ask) {
        ask.only("statementId");
        var id = ask.require("statementId");
        if (!Formats.isUuid(id)) {
            throw Faults.one("statementId", "is `" + id + "`, not a UUID");
        }
        var statements = intake.read(version, ask, Optional.of(id));
        if (statements.size() != 1) {
            throw Faults.one("body", "has " + statements.size() + " statements; PUT takes one");
        }
        if (!statements.getFirst().id().equalsIgnoreCase(id)) {
            throw Faults.one("statement.id", "is not the statementId of the address");
        }
        return Reply.nothing().with(THROUGH, Formats.written(keep(key, statements)));
    }

    private Instant keep(LrsKey key, List<Prepared> statements) {
        return storage.writeAndWait(tx -> {
            keys.revalidate(tx, key);
            var authority = Keys.account(home.get(), key.id()).put("name", key.label());
            return writer.store(tx, statements, authority, key.id());
        });
    }

    static Problem notThere(String what) {
        return new Problem(
                404,
                "no-statement",
                "There is no such statement",
                what,
                "a voided one is asked for by voidedStatementId");
    }

    static Optional<Instant> time(Ask ask, String name) {
        return ask.param(name)
                .map(text ->
                        Formats.time(text)
                                .orElseThrow(() ->
                                        Faults.one(
                                                name,
                                                "is `"
                                                        + text
                                                        + "`, not a time such as"
                                                        + " 2026-11-21T09:30:00.000Z")));
    }
}
