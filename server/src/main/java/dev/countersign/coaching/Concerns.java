package dev.countersign.coaching;

import dev.countersign.coaching.Concern.Event;
import dev.countersign.coaching.Concern.Field;
import dev.countersign.coaching.Concern.Sheet;
import dev.countersign.coaching.Concern.Status;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Mentoring;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The register of concerns. Threads may share it.
///
/// Anybody raises one, with or without their name; without, nothing of them is kept: no id, no
/// hour, and no entry in the ledger. Managers and mentors see all and answer for them; everybody
/// sees those that were answered, and their own.
public final class Concerns {
    private static final List<String> ANSWERS =
            List.of("programme_manager", "ops_manager", "mentor");
    private static final int SHOWN = 200;
    private static final int MAX_TEXT = 2_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Mentoring mentoring;
    private final InstantSource clock;
    private final Ids ids;
    private final Ids anonymousIds;
    private final ConcernStore store;

    public Concerns(
            Storage storage,
            Ledger ledger,
            People people,
            Mentoring mentoring,
            InstantSource clock,
            Ids ids,
            java.util.random.RandomGenerator random) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.mentoring = mentoring;
        this.clock = clock;
        this.ids = ids;
        // An id tells the millisecond it was made in; one without a name tells the day.
        this.anonymousIds = new Ids(() -> clock.instant().truncatedTo(ChronoUnit.DAYS), random);
        this.store = new ConcernStore(new Texts(ledger.vault()));
    }

    public static boolean answers(Identity who) {
        return who.hasAny(ANSWERS);
    }

    /// @param named whether one's name stands beside it
    public Concern raise(Identity by, String question, boolean named) {
        var text = Refusal.measured("the concern", question, 10, MAX_TEXT);
        var raised = concern(named ? by.id() : "", "", Status.RAISED, text);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            store.insert(tx, raised);
            noted(tx, raised, "raised", raised.raisedBy(), "", raised.raisedAt());
            return true;
        });
        return raised;
    }

    private Concern concern(String by, String about, Status status, String text) {
        var anonymous = by.isEmpty();
        var now = clock.instant();
        return new Concern(
                (anonymous ? anonymousIds : ids).next("concern"),
                by,
                about,
                "",
                status,
                text,
                Map.of(),
                anonymous ? now.truncatedTo(ChronoUnit.DAYS) : now,
                1);
    }

    /// What a mentor read in a reflection; it goes nowhere before the learner agrees.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for who is not their mentor, 422
    public Concern propose(Identity mentor, String learner, String question) {
        var text = Refusal.measured("the concern", question, 10, MAX_TEXT);
        var proposed = concern(mentor.id(), learner, Status.PROPOSED, text);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, mentor);
            if (mentor.id().equals(learner) || !mentoring.isMentorOf(tx, mentor, learner)) {
                throw Refusal.of(
                        403,
                        "not-their-mentor",
                        "you are not the mentor of `" + learner + "`",
                        "raise it in your own name, or let their mentor propose it");
            }
            store.insert(tx, proposed);
            store.note(tx, proposed.id(), "proposed", mentor.id(), "", clock.instant());
            return true;
        });
        return proposed;
    }

    /// The learner's word. Without it the proposal is forgotten, and nothing was ever recorded.
    ///
    /// @param named whether the learner's name stands beside it; otherwise nobody's does
    public void consent(Identity learner, String id, boolean agrees, boolean named) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, learner);
            var c = store.find(tx, id).orElseThrow(() -> Refusal.unknown("concern", id));
            if (c.status() != Status.PROPOSED || !c.about().equals(learner.id())) {
                throw Refusal.unknown("concern", id);
            }
            store.forget(tx, id);
            if (agrees) {
                // Anew, so that neither its id nor its history leads back to the reflection.
                var raised = concern(named ? learner.id() : "", "", Status.RAISED, c.question());
                store.insert(tx, raised);
                noted(tx, raised, "raised", raised.raisedBy(), "", raised.raisedAt());
            }
            return true;
        });
    }

    /// @throws dev.countersign.kernel.ProblemException 404, also where one may not see it
    public Sheet see(Identity who, String id) {
        return storage.read(tx -> {
            var c = store.find(tx, id).orElseThrow(() -> Refusal.unknown("concern", id));
            if (!maySee(who, c)) {
                throw Refusal.unknown("concern", id);
            }
            return sheet(tx, who, c);
        });
    }

    public List<Sheet> all(Identity who) {
        return storage.read(tx ->
                store.newest(tx, SHOWN).stream()
                        .filter(c -> maySee(who, c))
                        .map(c -> sheet(tx, who, c))
                        .toList());
    }

    private static boolean maySee(Identity who, Concern c) {
        if (c.status() == Status.PROPOSED) {
            return c.about().equals(who.id()) || c.raisedBy().equals(who.id());
        }
        return answers(who)
                || c.raisedBy().equals(who.id())
                || c.status() == Status.ANSWERED
                || c.status() == Status.SETTLED;
    }

    private Sheet sheet(Tx tx, Identity who, Concern c) {
        var answers = answers(who) && c.status() != Status.PROPOSED;
        var knows = answers || c.raisedBy().equals(who.id()) || c.about().equals(who.id());
        var history = store.history(tx, c.id());
        if (knows) {
            return new Sheet(c, history, answers, c.about().equals(who.id()));
        }
        var shown =
                new Concern(
                        c.id(),
                        "",
                        "",
                        c.owner(),
                        c.status(),
                        c.question(),
                        c.answer(),
                        c.raisedAt().truncatedTo(ChronoUnit.DAYS),
                        c.version());
        return new Sheet(
                shown,
                history.stream()
                        .filter(e -> !e.what().equals("raised"))
                        .map(e -> new Event(e.number(), e.what(), e.actor(), "", e.at()))
                        .toList(),
                false,
                false);
    }

    /// Writes what is true of it; a reality is what makes it answered.
    ///
    /// @param version that was read; another one since is not overwritten
    public void answer(Identity by, String id, int version, Map<Field, String> fields) {
        var kept = new EnumMap<Field, String>(Field.class);
        fields.forEach((f, text) -> {
            var words = text.strip();
            if (!words.isEmpty()) {
                kept.put(f, Refusal.measured(f.title(), words, 1, MAX_TEXT));
            }
        });
        change(
                by,
                id,
                version,
                c ->
                        with(
                                c,
                                c.owner().isEmpty() ? by.id() : c.owner(),
                                kept.containsKey(Field.REALITY)
                                                && c.status() != Status.ESCALATED
                                                && c.status() != Status.SETTLED
                                        ? Status.ANSWERED
                                        : c.status(),
                                kept),
                "answered",
                "");
    }

    /// Makes it one's own.
    public void take(Identity by, String id, int version) {
        change(by, id, version, c -> with(c, by.id(), c.status(), c.answer()), "taken", "");
    }

    /// Passes it on along its path; `why` says to whom.
    public void escalate(Identity by, String id, int version, String why) {
        var words = Refusal.measured("the reason", why, 10, MAX_TEXT);
        change(
                by,
                id,
                version,
                c -> with(c, c.owner(), Status.ESCALATED, c.answer()),
                "escalated",
                words);
    }

    /// @param why what shows that it went away
    public void settle(Identity by, String id, int version, String why) {
        var words = Refusal.measured("the reason", why, 10, MAX_TEXT);
        change(
                by,
                id,
                version,
                c -> {
                    if (c.text(Field.REALITY).isEmpty()) {
                        throw Refusal.of(
                                409,
                                "concern-unanswered",
                                "nobody has said what is true",
                                "answer it before you settle it");
                    }
                    return with(c, c.owner(), Status.SETTLED, c.answer());
                },
                "settled",
                words);
    }

    private static Concern with(Concern c, String owner, Status status, Map<Field, String> answer) {
        return new Concern(
                c.id(),
                c.raisedBy(),
                c.about(),
                owner,
                status,
                c.question(),
                answer,
                c.raisedAt(),
                c.version());
    }

    private void change(
            Identity by,
            String id,
            int version,
            java.util.function.UnaryOperator<Concern> to,
            String what,
            String words) {
        if (!answers(by)) {
            throw Refusal.of(
                    403,
                    "role",
                    "concerns are answered by " + String.join(", ", ANSWERS),
                    "raise one, and they will");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var c = store.find(tx, id).orElseThrow(() -> Refusal.unknown("concern", id));
            if (c.status() == Status.PROPOSED) {
                throw Refusal.unknown("concern", id);
            }
            var next = to.apply(c);
            if (!store.change(tx, next, version)) {
                throw Refusal.of(
                        409,
                        "somebody-was-quicker",
                        "it was changed since you opened it",
                        "open it again; what you typed is below");
            }
            noted(tx, next, what, by.id(), words, clock.instant());
            return true;
        });
    }

    /// In its history and in the ledger; texts stay out of the ledger, for a question may name its
    /// author by what it says.
    private void noted(Tx tx, Concern c, String what, String actor, String words, Instant at)
            throws SQLException {
        store.note(tx, c.id(), what, actor, words, at);
        if (actor.isEmpty()) {
            // An entry has a second, and sessions have theirs: the first that is recorded of a
            // concern without a name is what somebody does about it.
            return;
        }
        ledger.append(
                tx,
                new Entry("concern." + what, actor, c.id(), Map.of("status", c.status().words())));
    }
}
