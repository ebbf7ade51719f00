package dev.countersign.practice;

import dev.countersign.desk.CaseListener;
import dev.countersign.desk.Category;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.practice.PracticeStore.Row;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives learners mock exceptions at the practice desk and says how far they are. Threads may share
/// it.
public final class Practice {
    /// A store with its ledger.
    public record Place(Storage storage, Ledger ledger) {}

    private final Place main;
    private final Place practice;
    private final Desk desk;
    private final People people;
    private final Queues queues;
    private final Mentors mentors;
    private final Mocks mocks;
    private final InstantSource clock;
    private final Ids ids;
    private final PracticeStore store = new PracticeStore();
    private final VerdictStore verdicts = new VerdictStore();
    private final Attempts attempts;
    private final Mentorship mentorship;

    /// @param main where people and sign-offs are
    /// @param practice where everything else of practice is
    /// @param desk over the practice store
    public Practice(
            Place main,
            Place practice,
            Desk desk,
            People people,
            Queues queues,
            Mentors mentors,
            Mocks mocks,
            InstantSource clock,
            Ids ids) {
        this.main = main;
        this.practice = practice;
        this.desk = desk;
        this.people = people;
        this.queues = queues;
        this.mentors = mentors;
        this.mocks = mocks;
        this.clock = clock;
        this.ids = ids;
        this.attempts = new Attempts(desk, store);
        this.mentorship =
                new Mentorship(
                        main, practice, people, queues, mentors, attempts, store, verdicts, clock,
                        ids);
        desk.listen(first());
        main.ledger().watch("person.erased", entry -> erase(entry.subject()));
        people.everyone().stream().filter(p -> p.erased()).forEach(p -> erase(p.id()));
    }

    /// Which decision was the first is written with it: two of the same millisecond have no order.
    private CaseListener first() {
        return new CaseListener() {
            @Override
            public void decided(Tx tx, ExceptionCase after) {
                after.decisions().stream()
                        .filter(d -> Comparison.answer(d.kind()).isPresent())
                        .findFirst()
                        .ifPresent(d -> store.decided(tx, after.id(), d.id()));
            }

            @Override
            public void settled(Tx tx, ExceptionCase settled) {}

            @Override
            public void overturned(Tx tx, ExceptionCase overturned) {}
        };
    }

    /// What was sealed for somebody who is erased is erased here, too.
    private void erase(String person) {
        practice.storage()
                .writeAndWait(tx -> {
                    practice.ledger().erase(tx, person);
                    return true;
                });
    }

    public Mentors mentors() {
        return mentors;
    }

    /// What mentors do.
    public Mentorship mentorship() {
        return mentorship;
    }

    public Mocks mocks() {
        return mocks;
    }

    /// Whether a mentor has said that this person may decide real cases, and nobody has asked for
    /// more practice since.
    public boolean signedOff(String person) {
        return main.storage().read(tx -> signedOff(tx, person));
    }

    /// As [#signedOff], for a gate: in a unit of work of the main store.
    public boolean signedOff(Tx tx, String person) {
        return verdicts.newest(tx, person).filter(Verdict::signedOff).isPresent();
    }

    public Progress progress(String person) {
        var all = practice.storage().read(tx -> attempts.of(tx, person));
        return new Progress(all, main.storage().read(tx -> verdicts.newest(tx, person)));
    }

    /// Somebody's practice case, as the learner or a mentor of theirs may see it.
    public Optional<Attempt> find(Identity reader, String caseId) {
        return practice.storage()
                .read(tx -> attempts.find(tx, caseId))
                .filter(a ->
                        a.person().equals(reader.id()) || mentors.mayTeach(reader, a.person()));
    }

    /// What the practice ledger holds about a case, oldest first.
    public List<StoredEntry> record(Attempt attempt) {
        return practice.ledger().about(attempt.caseId());
    }

    /// Everybody who has begun and whom this mentor teaches.
    public List<String> mentees(Identity mentor) {
        return practice.storage().read(store::learners).stream()
                .filter(p -> mentors.mayTeach(mentor, p))
                .toList();
    }

    /// The case that waits for the learner, or else a new one. Two tabs get the same.
    ///
    /// @return the case's id
    /// @throws dev.countersign.kernel.ProblemException 409 where a mentor has to look first
    public String next(Identity learner) {
        return practice.storage()
                .writeAndWait(tx -> {
                    queues.revalidate(tx, learner);
                    var now = new Progress(attempts.of(tx, learner.id()), Optional.empty());
                    if (now.waiting().isPresent()) {
                        return now.waiting().get().caseId();
                    }
                    if (now.waitsForMentor()) {
                        throw problem(
                                409,
                                "mentor-first",
                                "Your mentor looks first",
                                "a mentor has yet to comment on "
                                        + now.unseen().size()
                                        + " of your first "
                                        + Progress.OBSERVED
                                        + " decisions",
                                "ask yours to look at them on the Practice page");
                    }
                    return give(tx, learner, now);
                });
    }

    /// Its form was opened in a chat: from here on it counts as one that was handled there.
    public void openedInChat(Identity learner, String caseId) {
        practice.storage()
                .writeAndWait(tx -> {
                    store.find(tx, caseId)
                            .filter(row -> row.person().equals(learner.id()))
                            .ifPresent(_ -> store.opened(tx, caseId, clock.instant()));
                    return true;
                });
    }

    private String give(Tx tx, Identity learner, Progress now) {
        var mock =
                EaseIn.next(
                                mocks.all(),
                                now.attempts().stream().map(Attempt::mock).toList(),
                                now.level(),
                                mocks.taxonomy(),
                                learner.id())
                        .orElseThrow();
        var number = now.attempts().size() + 1;
        var id = desk.open(tx, MockCase.of(mock, learner.id(), ids.next("mock")));
        store.insert(
                tx,
                new Row(id, learner.id(), number, mock, clock.instant(), Optional.empty(), false));
        // What counts as right is fixed before the decision, and not told by the digest.
        practice.ledger()
                .append(
                        tx,
                        new Entry(
                                "practice.given",
                                learner.id(),
                                id,
                                Map.of(
                                        "mock",
                                        mock.id(),
                                        "mock_digest",
                                        Digests.hex(PracticeStore.json(mock)),
                                        "number",
                                        (long) number,
                                        "difficulty",
                                        (long) mock.difficulty())));
        return id;
    }

    /// Puts a case that came without a category under one; it stays the learner's.
    ///
    /// @throws dev.countersign.kernel.ProblemException 422 where there is no such category; else as
    ///   [Desk#categorise]
    public void categorise(Identity learner, String caseId, String category) {
        var known = mocks.taxonomy().category(category);
        if (known.isEmpty()) {
            throw problem(
                    422,
                    "unknown-category",
                    "The category was not set",
                    "`" + category + "` is no category",
                    "choose one of " + String.join(", ", mocks.taxonomy().names()));
        }
        var reasons = desk.find(caseId).map(c -> c.opened().reasons()).orElse(List.of());
        desk.categorise(
                caseId,
                new Category(
                        category,
                        "",
                        mocks.taxonomy().version(),
                        category,
                        List.of(Queues.of(learner.id())),
                        "",
                        reasons),
                "practice",
                learner);
    }

    static RuntimeException problem(
            int status, String code, String title, String detail, String remedy) {
        return new Problem(status, code, title, detail, remedy).asException();
    }
}
