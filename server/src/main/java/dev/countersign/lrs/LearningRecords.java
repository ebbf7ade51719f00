package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.lrs.rule.Keys;
import dev.countersign.lrs.rule.Version;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Courses;
import dev.countersign.training.LearningAct;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The Learning Record Store: what is said by learning acts here, and what learning systems say and
/// ask under `/xapi`. Threads may share it.
public final class LearningRecords implements AutoCloseable {
    public static final String PATH = "/xapi";
    private static final int PAGE = 50;
    private static final int FORGOTTEN_AT_ONCE = 200;

    private final Storage storage;
    private final LrsKeys keys;
    private final InstantSource clock;
    private final DocumentStore documents = new DocumentStore();
    private final ForgetStore forgotten = new ForgetStore();
    private final FilterStore filters = new FilterStore();
    private final StatementWriter writer;
    private final ActStatements acts;
    private final Supplier<String> home;
    private final Edge edge;

    /// What it is built from.
    ///
    /// @param home the address of this server, under which its people and courses are known
    public record Parts(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Supplier<String> home,
            InstantSource clock,
            Ids ids,
            SecureRandom random) {}

    public LearningRecords(Parts parts) {
        storage = parts.storage();
        home = parts.home();
        clock = parts.clock();
        keys =
                new LrsKeys(
                        storage,
                        parts.ledger(),
                        parts.people(),
                        parts.clock(),
                        parts.ids(),
                        parts.random());
        var store = new StatementStore();
        var definitions = new DefinitionStore();
        Supplier<String> uuids = () -> uuid(parts.random());
        writer = new StatementWriter(parts.clock(), store, definitions);
        acts = new ActStatements(parts.courses(), home, uuids);
        var statements =
                new StatementResource(
                        storage,
                        keys,
                        new StatementIntake(uuids),
                        writer,
                        store,
                        new StatementQueries(storage, store, filters, definitions),
                        home,
                        parts.clock());
        var kept = new DocumentResource(storage, keys, parts.clock(), documents);
        edge = new Edge(new Service(storage, keys, statements, kept, definitions), parts.clock());
    }

    private static String uuid(SecureRandom random) {
        return new UUID(
                        random.nextLong() & ~0xf000L | 0x4000L,
                        random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L)
                .toString();
    }

    /// Whether a request is for a learning system.
    public static boolean owns(String path) {
        return path.startsWith(PATH + "/");
    }

    /// For the event loop.
    public void handle(HttpServerRequest request) {
        edge.handle(request);
    }

    public LrsKeys keys() {
        return keys;
    }

    /// Says a learning act, in its own transaction.
    public void told(Tx tx, LearningAct act) throws SQLException {
        var statement = Prepared.of(Version.V2, acts.of(act), List.of());
        writer.store(tx, List.of(statement), acts.authority(), "");
    }

    public static boolean mayRead(Identity who) {
        return who.hasAny(List.of("administrator", "mentor"));
    }

    /// The verbs that are said here, with their words.
    public static Map<String, String> verbs() {
        return ActStatements.VERBS;
    }

    /// Forgets a person, in the transaction of their erasure: their documents at once, what
    /// learning systems said of them as fast as bounded units of work allow.
    public void forget(Tx tx, Person person) {
        var agents =
                List.of(
                        Keys.account(home.get(), person.id()),
                        Keys.mbox("mailto:" + person.email()),
                        Keys.mboxDigest("mailto:" + person.email()));
        for (var agent : agents) {
            var key = Keys.agent(agent).orElseThrow();
            documents.forget(tx, key);
            forgotten.ask(tx, key, person.id(), clock.instant());
        }
    }

    /// Goes on forgetting, where somebody is to be forgotten.
    public void runDue() {
        if (storage.read(forgotten::asked).isEmpty()) {
            return;
        }
        storage.writeAndWait(tx -> {
            var left = FORGOTTEN_AT_ONCE;
            for (var key : forgotten.asked(tx)) {
                if (left > 0) {
                    left -= forgotten.forget(tx, key, left);
                }
            }
            return true;
        });
    }

    /// A statement as the page shows it.
    ///
    /// @param number where the next page goes on
    public record Shown(long number, Instant storedAt, boolean ours, ObjectNode statement) {}

    /// What a reader narrows the list to; empty texts do not.
    ///
    /// @param person an id
    /// @param verb an IRI
    /// @param course a pack's id
    /// @param before a number, 0 for the newest
    public record Search(String person, String verb, String course, long before) {}

    /// Newest first; one more than a page where there is more.
    public List<Shown> newest(Search search) {
        return find(search, PAGE + 1);
    }

    public static int page() {
        return PAGE;
    }

    /// @param limit at most this many, and one more
    List<Shown> find(Search search, int limit) {
        var filter =
                new Filter(
                        wanted(search.person())
                                .flatMap(p -> Keys.agent(Keys.account(home.get(), p))),
                        false,
                        wanted(search.verb()).map(Keys::of),
                        wanted(search.course()).map(c -> Keys.of(acts.course(c))),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        limit - 1,
                        search.before());
        return storage.read(tx ->
                filters.find(tx, filter).stream()
                        .map(r ->
                                new Shown(
                                        r.seq(), r.storedAt(), r.keyId().isEmpty(), r.statement()))
                        .toList());
    }

    private static Optional<String> wanted(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void close() {
        edge.close();
    }
}
