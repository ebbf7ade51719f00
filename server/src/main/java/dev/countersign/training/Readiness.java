package dev.countersign.training;

import dev.countersign.gate.Evidence;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Mentoring.Decision;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A mentor's yes or no to whether somebody may decide real cases; evidence for gates in the
/// transaction that records it. The newest counts: what is undone is decided anew. Threads may
/// share it.
public final class Readiness {
    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final Completion completion;
    private final Gates gates;
    private final LabRoom room;
    private final InstantSource clock;

    Readiness(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Completion completion,
            Gates gates,
            LabRoom room,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.completion = completion;
        this.gates = gates;
        this.room = room;
        this.clock = clock;
    }

    /// Why nobody can say yes yet; empty where a mentor may.
    public List<String> missing(String packId, String person) {
        var pack = courses.find(packId).orElseThrow(() -> LabRoom.unknown(packId)).pack();
        return storage.read(tx -> words(completion.missing(tx, person, pack)));
    }

    /// The assessment is a gate of its own; here count the modules and the labs.
    private static List<String> words(Completion.Missing missing) {
        var out = new ArrayList<String>();
        if (!missing.sections().isEmpty()) {
            out.add(
                    "%d %s not done: %s"
                            .formatted(
                                    missing.sections().size(),
                                    missing.sections().size() == 1 ? "section is" : "sections are",
                                    String.join(", ", missing.sections())));
        }
        if (!missing.labs().isEmpty()) {
            out.add("labs not passed: " + String.join(", ", missing.labs()));
        }
        return out;
    }

    /// The newest first.
    public List<Decision> decisions(String packId, String person) {
        return storage.read(tx -> room.mentors.decisions(tx, person, packId));
    }

    /// @param after the number of the newest decision that was read; 0 where there was none
    /// @throws dev.countersign.kernel.ProblemException 403 for oneself, 409 where it is too early
    ///   or somebody was quicker, 422
    public Decision decide(
            Identity by, String packId, String person, boolean ready, String reason, int after) {
        if (!Attempts.marks(by)) {
            throw LabRoom.problem(
                    403,
                    "role",
                    "readiness is decided by " + String.join(", ", Attempts.markers()),
                    "ask one of them");
        }
        if (by.id().equals(person)) {
            throw LabRoom.problem(
                    403, "own-readiness", "nobody decides their own", "ask another mentor");
        }
        var pack = courses.find(packId).orElseThrow(() -> LabRoom.unknown(packId)).pack();
        var text = Judging.words(reason);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (!room.mentors.learners(tx, packId).contains(person)) {
                throw LabRoom.problem(
                        404,
                        "not-a-learner",
                        "`" + person + "` does not learn this",
                        "check the id");
            }
            var named = room.mentors.mentor(tx, person, packId);
            if (named.isPresent() && !named.get().equals(by.id()) && !Mentoring.assigns(by)) {
                throw LabRoom.problem(
                        403,
                        "not-their-mentor",
                        "`" + person + "` has a mentor here, and you are not that mentor",
                        "leave it to `" + named.get() + "` or a manager");
            }
            var before = room.mentors.decisions(tx, person, packId);
            var last = before.isEmpty() ? 0 : before.getFirst().number();
            if (last != after || !before.isEmpty() && before.getFirst().ready() == ready) {
                throw LabRoom.problem(
                        409,
                        "somebody-was-quicker",
                        before.isEmpty()
                                ? "there is no decision `" + after + "`"
                                : "the newest decision says "
                                        + (before.getFirst().ready() ? "ready" : "not ready"),
                        "reload the page and read it");
            }
            var missing = words(completion.missing(tx, person, pack));
            if (ready && !missing.isEmpty()) {
                throw new Problem(
                                409,
                                "too-early",
                                "Not ready yet",
                                "modules and labs come first",
                                missing,
                                "decide once that is done")
                        .asException();
            }
            var decision = new Decision(last + 1, ready, by.id(), text, clock.instant());
            room.mentors.decide(tx, person, packId, decision);
            ledger.append(
                    tx,
                    new Entry(
                            "readiness.decided",
                            by.id(),
                            packId,
                            Map.of(
                                    "person", person,
                                    "ready", ready,
                                    "number", (long) decision.number()),
                            Map.of("reason", new Personal(person, text))));
            // For gates that name the course, and for those that do not.
            for (var condition : List.of("readiness", "readiness:" + packId)) {
                record(tx, condition, person, packId, decision);
            }
            return decision;
        });
    }

    private void record(Tx tx, String condition, String person, String packId, Decision decision)
            throws SQLException {
        gates.record(
                tx,
                new Evidence(
                        person,
                        Evidence.ANY,
                        condition,
                        decision.ready() ? BigDecimal.ONE : BigDecimal.ZERO,
                        "readiness %s decision %d".formatted(packId, decision.number()),
                        decision.mentor(),
                        decision.at()));
    }
}
