package dev.countersign.practice;

import dev.countersign.desk.Category;
import dev.countersign.desk.Desk;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.practice.Attempt.Look;
import dev.countersign.practice.PracticeStore.Row;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives learners mock exceptions at the practice desk, lets mentors look and sign off. Threads may
/// share it.
public final class Practice {
    private static final int MIN_WORDS = 10;
    private static final int MAX_WORDS = 1_000;

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
        main.ledger().watch("person.erased", entry -> erase(entry.subject()));
        people.everyone().stream().filter(p -> p.erased()).forEach(p -> erase(p.id()));
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
        var attempts = practice.storage().read(tx -> attempts(tx, person));
        return new Progress(attempts, main.storage().read(tx -> verdicts.newest(tx, person)));
    }

    /// Somebody's practice case, as the learner or a mentor of theirs may see it.
    public Optional<Attempt> find(Identity reader, String caseId) {
        return practice.storage()
                .read(tx -> store.find(tx, caseId).flatMap(row -> attempt(tx, row)))
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
                    var now = new Progress(attempts(tx, learner.id()), Optional.empty());
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
        store.insert(tx, new Row(id, learner.id(), number, mock, clock.instant()));
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
                        List.of(Queues.of(learner.id())),
                        "",
                        reasons),
                "practice",
                learner);
    }

    /// A mentor's comment on a decision; on one of the first five it is the look that is waited
    /// for.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for who does not teach the learner, 404,
    ///   409 before the decision, 422 for a comment that says nothing
    public void comment(Identity mentor, String caseId, String words) {
        var text = words(words);
        practice.storage()
                .writeAndWait(tx -> {
                    queues.revalidate(tx, mentor);
                    var attempt =
                            store.find(tx, caseId)
                                    .flatMap(row -> attempt(tx, row))
                                    .orElseThrow(() -> unknown(caseId));
                    mentors.require(mentor, attempt.person());
                    if (attempt.decided().isEmpty()) {
                        throw problem(
                                409,
                                "not-decided",
                                "Nothing to comment on yet",
                                "case `" + caseId + "` is not decided",
                                "wait for the learner's decision");
                    }
                    var look = new Look(mentor.id(), text, clock.instant());
                    // A form that is sent twice says it once.
                    if (attempt.looks().stream().noneMatch(look::says)) {
                        store.comment(tx, ids.next("look"), caseId, look);
                        practice.ledger().append(tx, commented(attempt, look));
                    }
                    return true;
                });
    }

    private static Entry commented(Attempt attempt, Look look) {
        return new Entry(
                "practice.commented",
                look.mentor(),
                attempt.caseId(),
                Map.of("learner", attempt.person()),
                Map.of("comment", new Personal(attempt.person(), look.words())));
    }

    /// Says that somebody may decide real cases, or asks for more practice. On the main record,
    /// with the practice ledger's checkpoint, so that nobody can change afterwards what it was said
    /// of.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for oneself or who does not teach the
    ///   learner, 409 where it is too early or was said before, 422 for a comment that says nothing
    public Verdict judge(Identity mentor, String person, boolean signOff, String words) {
        mentors.require(mentor, person);
        var text = words(words);
        var seen = progress(person);
        refuseTooEarly(seen, signOff);
        var note = practice.ledger().checkpoint();
        return main.storage()
                .writeAndWait(tx -> {
                    people.revalidate(tx, mentor);
                    // The other tab may have said it meanwhile.
                    var last = verdicts.newest(tx, person);
                    refuseTooEarly(new Progress(seen.attempts(), last), signOff);
                    var verdict =
                            new Verdict(
                                    person,
                                    1 + last.map(Verdict::number).orElse(0),
                                    mentor.id(),
                                    signOff,
                                    text,
                                    seen.decided(),
                                    seen.right(),
                                    note,
                                    clock.instant());
                    verdicts.insert(tx, ids.next("verdict"), verdict);
                    main.ledger().append(tx, entry(verdict, seen.digest()));
                    return verdict;
                });
    }

    private static void refuseTooEarly(Progress seen, boolean signOff) {
        var why =
                signOff
                        ? seen.notYet()
                        : seen.decided() == 0
                                ? Optional.of("nothing is decided yet")
                                : Optional.<String>empty();
        if (why.isPresent()) {
            throw problem(
                    409,
                    "too-early",
                    signOff ? "Not signed off" : "Nothing to ask for",
                    why.get(),
                    "look at what is missing on the learner's page");
        }
    }

    private static Entry entry(Verdict v, String decisions) {
        return new Entry(
                v.signedOff() ? "practice.signed-off" : "practice.more-asked",
                v.mentor(),
                v.person(),
                Map.of(
                        "decided",
                        (long) v.decided(),
                        "right",
                        (long) v.right(),
                        "checkpoint_digest",
                        Digests.hex(v.checkpoint()),
                        // On PostgreSQL the checkpoint may not cover the last of them yet.
                        "decisions_digest",
                        decisions),
                Map.of("comment", new Personal(v.person(), v.words())));
    }

    private List<Attempt> attempts(Tx tx, String person) {
        return store.of(tx, person).stream().flatMap(row -> attempt(tx, row).stream()).toList();
    }

    private Optional<Attempt> attempt(Tx tx, Row row) {
        return desk.find(tx, row.caseId())
                .map(c ->
                        new Attempt(
                                row.person(),
                                row.number(),
                                row.mock(),
                                c,
                                row.givenAt(),
                                store.looks(tx, row.caseId())));
    }

    private static String words(String words) {
        var text = words.strip();
        if (text.length() < MIN_WORDS || text.length() > MAX_WORDS) {
            throw problem(
                    422,
                    "comment",
                    "Write a comment",
                    "the comment has " + text.length() + " characters",
                    "write "
                            + MIN_WORDS
                            + " to "
                            + MAX_WORDS
                            + ": what was good, what to look at next time");
        }
        return text;
    }

    private static RuntimeException unknown(String caseId) {
        return problem(
                404,
                "unknown-case",
                "No such practice case",
                "there is no practice case `" + caseId + "` of somebody you teach",
                "look on the Practice page");
    }

    static RuntimeException problem(
            int status, String code, String title, String detail, String remedy) {
        return new Problem(status, code, title, detail, remedy).asException();
    }
}
