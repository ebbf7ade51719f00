package dev.countersign.credential;

import dev.countersign.gate.Gates;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import dev.countersign.training.Courses;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Who holds which competency, on which level, until when. Looked at anew when a piece of work is
/// judged, a manager decides, a pack changes, or the end has come; what changed is told to the
/// ledger and to gates in the same transaction. Threads may share it.
public final class Competencies {
    private static final List<String> DECIDES = List.of("programme_manager");
    private static final List<String> SEES_ALL =
            List.of("programme_manager", "ops_manager", "compliance_liaison");
    private static final int LEAST_REASON = 20;
    private static final int MOST_REASON = 2_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final InstantSource clock;
    private final CompetencyStore store;
    private final Standings standings;
    private final CompetencyWatch watch;

    public Competencies(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Gates gates,
            Timers timers,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        store = new CompetencyStore(ledger.vault());
        standings = new Standings(courses, clock, store);
        watch = new CompetencyWatch(storage, ledger, gates, timers, clock, standings, store);
    }

    void onLost(CompetencyWatch.Lost listener) {
        watch.onLost(listener);
    }

    /// Every competency that is taught, by id, with the packs that define it.
    public Map<String, List<Definition>> defined() {
        return standings.defined();
    }

    /// @throws dev.countersign.kernel.ProblemException 404 where nothing teaches it
    public Standing standing(String person, String competency) {
        require(competency);
        return storage.read(tx -> standings.of(tx, person, competency));
    }

    /// All that is taught, as one person stands in it.
    public List<Standing> standings(String person) {
        return storage.read(tx -> standings.all(tx, person));
    }

    Standing standing(Tx tx, String person, String competency) {
        return standings.of(tx, person, competency);
    }

    /// What is accepted of somebody's work.
    Facts accepted(Tx tx, String person) {
        return standings.facts(tx, person);
    }

    void keep(Tx tx, String person, Piece piece) throws SQLException {
        watch.keep(tx, person, piece);
    }

    public void runDue() {
        watch.runDue();
    }

    public static boolean decides(Identity who) {
        return who.hasAny(DECIDES);
    }

    public static boolean seesAll(Identity who) {
        return who.hasAny(SEES_ALL);
    }

    /// Everybody who has shown something.
    public List<String> people() {
        return storage.read(store::people);
    }

    /// Takes somebody's competency away, or gives it its whole time anew, for a written reason.
    /// Nobody decides about themselves.
    ///
    /// @param after the number of the newest decision that was read: one decided meanwhile is not
    ///   passed over
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public Standing decide(
            Identity by,
            String person,
            String competency,
            Decision.Kind kind,
            String reason,
            int after) {
        if (!decides(by)) {
            throw Refusal.of(
                    403,
                    "role",
                    "competencies are revoked and renewed by " + String.join(" or ", DECIDES),
                    "ask one of them");
        }
        if (by.id().equals(person)) {
            throw Refusal.of(
                    403, "own-competency", "nobody decides about their own", "ask somebody else");
        }
        require(competency);
        if (people.person(person).isEmpty()) {
            throw Refusal.of(
                    404, "unknown-person", "there is nobody `" + person + "`", "check the id");
        }
        var text = reason.strip();
        if (text.length() < LEAST_REASON || text.length() > MOST_REASON) {
            throw Refusal.of(
                    422,
                    "competency-reason",
                    "the reason has " + text.length() + " characters",
                    "say in 20 to 2000 characters why, so that " + person + " can answer it");
        }
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var before = standings.of(tx, person, competency);
            var newest = before.decisions().isEmpty() ? 0 : before.decisions().getFirst().number();
            if (newest != after) {
                throw Refusal.of(
                        409,
                        "decided-meanwhile",
                        "somebody decided on this meanwhile",
                        "read the newest decision and decide again");
            }
            switch (kind) {
                case REVOKED -> {
                    if (before.held().isEmpty()) {
                        throw Refusal.of(
                                409,
                                "not-held",
                                "`" + person + "` does not hold `" + competency + "` now",
                                "there is nothing to revoke");
                    }
                }
                case RENEWED -> {
                    if (before.claims().isEmpty() && !before.revoked()) {
                        throw Refusal.of(
                                409,
                                "never-held",
                                "`" + person + "` has not reached `" + competency + "` yet",
                                "only what was once proved can be renewed");
                    }
                }
            }
            var decision = new Decision(newest + 1, kind, by.id(), text, clock.instant());
            store.decide(tx, person, competency, decision);
            ledger.append(
                    tx,
                    new Entry(
                            "competency." + kind.name().toLowerCase(Locale.ROOT),
                            by.id(),
                            competency,
                            Map.of("person", person),
                            Map.of("reason", new Entry.Personal(person, text))));
            watch.look(
                    tx, person, competency, kind == Decision.Kind.REVOKED ? "revoked" : "renewed");
            return standings.of(tx, person, competency);
        });
    }

    private void require(String competency) {
        if (!defined().containsKey(competency)) {
            throw Refusal.of(
                    404,
                    "unknown-competency",
                    "no course teaches a competency `" + competency + "`",
                    "start from Competencies");
        }
    }
}
