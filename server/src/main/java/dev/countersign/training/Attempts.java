package dev.countersign.training;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Marking;
import dev.countersign.course.Marking.Marked;
import dev.countersign.course.Pack;
import dev.countersign.course.Quiz;
import dev.countersign.course.QuizDraw;
import dev.countersign.gate.Evidence;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// Quizzes that people take. What an attempt earns becomes evidence in the transaction that ends
/// it; an answer that was told as saved is saved. Threads may share it.
public final class Attempts {
    private static final int AT_ONCE = 200;
    private static final int LEAST_WORDS = 10;
    private static final List<String> MARKS = List.of("mentor", "ops_manager", "programme_manager");

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final Gates gates;
    private final Acts acts;
    private final Completion completion;
    private final InstantSource clock;
    private final Ids ids;
    private final TrainingStore store = new TrainingStore();
    private final AnswerStore given = AnswerStore.OF_QUIZZES;

    Attempts(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Gates gates,
            Acts acts,
            Completion completion,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.gates = gates;
        this.acts = acts;
        this.completion = completion;
        this.clock = clock;
        this.ids = ids;
    }

    /// An attempt with its questions, as its learner sees it.
    ///
    /// @param answers by question; empty where none was given
    /// @param marks by question, once it is over; a question that a mentor must mark has none
    /// @param mentors what mentors gave, by question
    /// @param base from where a page that shows it counts its saves
    public record Sheet(
            Attempt attempt,
            Pack pack,
            Quiz quiz,
            List<Item> items,
            Map<String, Answer> answers,
            Map<String, Double> marks,
            Map<String, Mark> mentors,
            boolean passed,
            long base) {}

    /// A quiz that was handed in.
    ///
    /// @param score of 1
    record Taken(String pack, String quiz, double score) {}

    /// @param passed of `all` that were handed in
    public record Passed(int passed, int all) {}

    /// How many quizzes of a period were passed, of those whose course is still taught.
    public Passed passed(Instant from, Instant to) {
        var passed = 0;
        var all = 0;
        for (var t : storage.read(tx -> store.taken(tx, from, to))) {
            var quiz = courses.find(t.pack()).flatMap(c -> c.pack().quiz(t.quiz()));
            if (quiz.isPresent()) {
                all++;
                passed += Marking.passes(quiz.get(), t.score()) ? 1 : 0;
            }
        }
        return new Passed(passed, all);
    }

    /// Begins an attempt, or goes on with the one that is open: two tabs are one attempt.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404 for an unknown quiz, 409 where no
    ///   attempt is left
    public Attempt begin(Identity who, String packId, String quizId) {
        var taught = courses.find(packId).orElseThrow(() -> unknown(packId + "/" + quizId));
        var quiz = taught.pack().quiz(quizId).orElseThrow(() -> unknown(packId + "/" + quizId));
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            if (!store.enrolments(tx, who.id()).contains(packId)) {
                throw problem(
                        409, "not-enrolled", "you are not enrolled in this course", "enrol first");
            }
            var now = clock.instant();
            for (var open : store.attempts(tx, who.id(), packId, quizId)) {
                if (open.isOver(now)) {
                    end(tx, open, "time");
                }
            }
            var made = store.attempts(tx, who.id(), packId, quizId);
            var open = made.stream().filter(Attempt::isOpen).findFirst();
            if (open.isPresent()) {
                return open.get();
            }
            if (made.size() >= quiz.attempts()) {
                throw problem(
                        409,
                        "no-attempt-left",
                        "you have used all %d attempts at this quiz".formatted(quiz.attempts()),
                        "ask your mentor: a manager can let you through by a dated waiver");
            }
            var id = ids.next("attempt");
            var attempt =
                    new Attempt(
                            id,
                            who.id(),
                            packId,
                            taught.digest(),
                            quizId,
                            made.size() + 1,
                            seed(id),
                            now,
                            quiz.minutes().isPresent()
                                    ? Optional.of(
                                            now.plus(
                                                    time(
                                                            quiz.minutes().getAsInt(),
                                                            store.moreTime(tx, who.id()))))
                                    : Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            OptionalDouble.empty(),
                            0,
                            Optional.empty());
            store.begin(tx, attempt);
            ledger.append(
                    tx,
                    new Entry(
                            "attempt.began",
                            who.id(),
                            attempt.id(),
                            Map.of(
                                    "pack",
                                    packId,
                                    "quiz",
                                    quizId,
                                    "number",
                                    String.valueOf(attempt.number()),
                                    "digest",
                                    taught.digest())));
            acts.tell(tx, new LearningAct.AttemptBegun(who.id(), packId, attempt));
            return attempt;
        });
    }

    private static Duration time(int minutes, int percentMore) {
        return Duration.ofSeconds(minutes * 60L * (100 + percentMore) / 100);
    }

    // Nobody can foresee an id, and it is in the store: the questions follow from it.
    private static long seed(String id) {
        return Long.parseUnsignedLong(Digests.hex(id).substring(0, 16), 16);
    }

    /// Saves answers; what was saved before stays where nothing new is said.
    ///
    /// @return by question, the newer answer that stands in place of what came late
    /// @throws dev.countersign.kernel.ProblemException 404, 409 where the attempt is over, 422
    public Map<String, Answer> save(Identity who, String attemptId, Saves saves) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            return save(tx, mine(tx, who, attemptId), saves);
        });
    }

    private Map<String, Answer> save(Tx tx, Attempt attempt, Saves saves) {
        var now = clock.instant();
        if (!attempt.isOpen() || attempt.isOver(now)) {
            throw problem(
                    409,
                    "attempt-over",
                    attempt.isOpen()
                            ? "the time for this attempt is over"
                            : "this attempt was handed in already",
                    "what was saved before counts; open the attempt to see its result");
        }
        var asked = items(tx, attempt).stream().map(Item::id).toList();
        for (var item : saves.answers().keySet()) {
            if (!asked.contains(item)) {
                throw problem(
                        422,
                        "not-asked",
                        "this attempt does not ask `" + item + "`",
                        "open the attempt again");
            }
        }
        return given.save(tx, attempt.id(), saves, now);
    }

    /// Saves the last answers and hands the attempt in; handing in twice is handing in once.
    public Attempt submit(Identity who, String attemptId, Saves saves) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var attempt = mine(tx, who, attemptId);
            if (attempt.isOpen()) {
                if (attempt.isOver(clock.instant())) {
                    end(tx, attempt, "time");
                } else {
                    save(tx, attempt, saves);
                    end(tx, attempt, "submitted");
                }
            }
            return store.attempt(tx, attemptId).orElseThrow();
        });
    }

    /// Ends the attempts whose time is over.
    ///
    /// @return how many
    public int endOverdue() {
        return storage.writeAndWait(tx -> {
            var over = store.overdue(tx, clock.instant(), AT_ONCE);
            for (var attempt : over) {
                end(tx, attempt, "time");
            }
            return over.size();
        });
    }

    private void end(Tx tx, Attempt attempt, String by) throws SQLException {
        var pack = courses.at(tx, attempt.digest());
        var quiz = pack.quiz(attempt.quiz()).orElseThrow();
        var result =
                Marking.result(
                        marked(items(tx, attempt), given.answers(tx, attempt.id()), Map.of()));
        var now = clock.instant();
        store.end(tx, attempt.id(), now, by, result.score(), result.open());
        ledger.append(
                tx,
                new Entry(
                        "attempt.ended",
                        attempt.personId(),
                        attempt.id(),
                        Map.of(
                                "by", by,
                                "score", text(result.score()),
                                "passed", String.valueOf(Marking.passes(quiz, result.score())),
                                "to_mark", String.valueOf(result.open()))));
        acts.tell(
                tx,
                new LearningAct.AttemptEnded(
                        attempt.personId(),
                        attempt.pack(),
                        store.attempt(tx, attempt.id()).orElseThrow(),
                        Marking.passes(quiz, result.score()),
                        result.open()));
        evidence(tx, attempt, quiz);
        completion.check(tx, attempt.personId(), attempt.pack());
    }

    /// What counts now, for the gates of the quiz's tools. Where several quizzes open a tool, the
    /// best one counts: nobody loses a tool by learning more.
    private void evidence(Tx tx, Attempt attempt, Quiz quiz) throws SQLException {
        if (!counts(tx, attempt)) {
            return;
        }
        for (var tool : quiz.opens()) {
            var best = own(tx, attempt, quiz);
            for (var taught : courses.all()) {
                for (var other : taught.pack().quizzes().values()) {
                    if (other.opens().contains(tool)) {
                        var made = counting(tx, attempt.personId(), taught.pack().id(), other.id());
                        best = Math.max(best, counted(courses.counts(other), made));
                    }
                }
            }
            gates.record(
                    tx,
                    new Evidence(
                            attempt.personId(),
                            tool,
                            "quiz",
                            new BigDecimal(text(best)),
                            "quiz %s/%s attempt %d"
                                    .formatted(attempt.pack(), quiz.id(), attempt.number()),
                            "training",
                            clock.instant()));
        }
    }

    private double own(Tx tx, Attempt attempt, Quiz quiz) {
        return counted(
                courses.counts(quiz), counting(tx, attempt.personId(), attempt.pack(), quiz.id()));
    }

    private List<Attempt> counting(Tx tx, String person, String pack, String quiz) {
        return store.attempts(tx, person, pack, quiz).stream().filter(a -> counts(tx, a)).toList();
    }

    /// Nobody opens a gate for themselves by a quiz that they brought into force.
    private boolean counts(Tx tx, Attempt attempt) {
        return !store.keptBy(tx, attempt.digest()).equals(attempt.personId());
    }

    public static boolean marks(Identity who) {
        return who.hasAny(MARKS);
    }

    /// The roles that mark answers and judge labs.
    static List<String> markers() {
        return MARKS;
    }

    /// Attempts with an answer that waits for a mentor, the oldest first; never one's own.
    public List<Sheet> waiting(Identity by) {
        if (!marks(by)) {
            return List.of();
        }
        return storage.read(tx -> {
            var out = new ArrayList<Sheet>();
            for (var attempt : store.unmarked(tx, AT_ONCE)) {
                if (!attempt.personId().equals(by.id())) {
                    out.add(sheet(tx, attempt));
                }
            }
            return out;
        });
    }

    /// Marks an answer that only a person can mark, or marks it anew. Nobody marks themselves.
    ///
    /// @param earned 0 to 1
    /// @param words why, for the learner; at least 10 characters
    public void mark(Identity by, String attemptId, String itemId, double earned, String words) {
        if (!marks(by)) {
            throw problem(403, "role", "answers are marked by mentors and managers", "ask one");
        }
        if (!(earned >= 0 && earned <= 1)) {
            throw problem(422, "mark", "a mark is from 0 to 1", "choose one of those offered");
        }
        if (words.strip().length() < LEAST_WORDS) {
            throw problem(422, "mark-words", "the learner would not know why", "write a sentence");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var attempt =
                    store.attempt(tx, attemptId)
                            .filter(a -> !a.isOpen())
                            .orElseThrow(() -> unknown(attemptId));
            if (attempt.personId().equals(by.id())) {
                throw problem(403, "own-mark", "nobody marks themselves", "ask another mentor");
            }
            var pack = courses.at(tx, attempt.digest());
            var quiz = pack.quiz(attempt.quiz()).orElseThrow();
            var items = items(tx, attempt);
            if (items.stream().noneMatch(i -> i.id().equals(itemId) && i.needsMentor())) {
                throw problem(
                        422, "not-to-mark", "`" + itemId + "` is not marked by people", "reload");
            }
            store.mark(
                    tx,
                    attemptId,
                    new Mark(itemId, earned, words.strip(), by.id(), clock.instant()));
            var result =
                    Marking.result(
                            marked(
                                    items,
                                    given.answers(tx, attempt.id()),
                                    store.marks(tx, attemptId)));
            store.rescore(tx, attemptId, result.score(), result.open());
            ledger.append(
                    tx,
                    new Entry(
                            "attempt.marked",
                            by.id(),
                            attemptId,
                            Map.of(
                                    "item", itemId,
                                    "earned", text(earned),
                                    "score", text(result.score()),
                                    "to_mark", String.valueOf(result.open()))));
            acts.tell(
                    tx,
                    new LearningAct.AnswerMarked(
                            attempt.personId(),
                            attempt.pack(),
                            store.attempt(tx, attemptId).orElseThrow(),
                            itemId,
                            Marking.passes(quiz, result.score()),
                            by.id()));
            evidence(tx, attempt, quiz);
            completion.check(tx, attempt.personId(), attempt.pack());
            return true;
        });
    }

    /// Four decimals, rounded down: what is under a threshold never reads as reaching it.
    static String text(double score) {
        return BigDecimal.valueOf(score)
                .add(new BigDecimal("0.000000001"))
                .setScale(4, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// The score that counts of several attempts.
    static double counted(Quiz.Counts counts, List<Attempt> attempts) {
        var scores =
                attempts.stream()
                        .filter(a -> a.score().isPresent())
                        .map(a -> a.score().getAsDouble())
                        .toList();
        if (scores.isEmpty()) {
            return 0;
        }
        return switch (counts) {
            case BEST -> Collections.max(scores);
            case LAST, AS_SET -> scores.getLast();
            case FIRST -> scores.getFirst();
        };
    }

    private static List<Marked> marked(
            List<Item> items, Map<String, Answer> answers, Map<String, Mark> mentors) {
        var out = new ArrayList<Marked>();
        for (var item : items) {
            var given = mentors.get(item.id());
            var own = Marking.of(item, answers.getOrDefault(item.id(), new Answer.None()));
            out.add(
                    new Marked(
                            item,
                            own.isEmpty() && given != null
                                    ? OptionalDouble.of(given.earned())
                                    : own));
        }
        return out;
    }

    /// What was asked; where it was marked anew, with the keys of that text.
    private List<Item> items(Tx tx, Attempt attempt) {
        var pack = courses.at(tx, attempt.digest());
        var asked = QuizDraw.items(quizOf(attempt, pack), pack.banks(), attempt.seed());
        return attempt.markedBy()
                .map(digest -> rekeyed(asked, quizOf(attempt, pack), courses.at(tx, digest)))
                .orElse(asked);
    }

    private static Quiz quizOf(Attempt attempt, Pack pack) {
        return pack.quiz(attempt.quiz()).orElseThrow();
    }

    /// The same questions as another text has them, without those that it has no more.
    private static List<Item> rekeyed(List<Item> asked, Quiz quiz, Pack by) {
        var now = new HashMap<String, Item>();
        for (var bank : quiz.banks()) {
            Optional.ofNullable(by.banks().get(bank))
                    .ifPresent(b -> b.items().forEach(i -> now.put(i.id(), i)));
        }
        return asked.stream().map(i -> now.get(i.id())).filter(Objects::nonNull).toList();
    }

    /// Marks an ended attempt by another text of its pack.
    ///
    /// @return the score that counts now
    double remark(Tx tx, Attempt attempt, String digest) throws SQLException {
        if (attempt.digest().equals(digest) && attempt.markedBy().isEmpty()) {
            return attempt.score().orElse(0);
        }
        store.markBy(tx, attempt.id(), digest);
        var now = store.attempt(tx, attempt.id()).orElseThrow();
        var result =
                Marking.result(
                        marked(
                                items(tx, now),
                                given.answers(tx, now.id()),
                                store.marks(tx, now.id())));
        store.rescore(tx, now.id(), result.score(), result.open());
        evidence(tx, now, courses.at(tx, now.digest()).quiz(now.quiz()).orElseThrow());
        return result.score();
    }

    private Attempt mine(Tx tx, Identity who, String id) {
        return store.attempt(tx, id)
                .filter(a -> a.personId().equals(who.id()))
                .orElseThrow(() -> unknown(id));
    }

    /// @throws dev.countersign.kernel.ProblemException 404 for an attempt of somebody else, too
    public Sheet sheet(Identity who, String attemptId) {
        return storage.read(tx -> sheet(tx, mine(tx, who, attemptId)));
    }

    Sheet sheet(Tx tx, Attempt attempt) {
        var pack = courses.at(tx, attempt.digest());
        var quiz = pack.quiz(attempt.quiz()).orElseThrow();
        var items = items(tx, attempt);
        var answers = given.answers(tx, attempt.id());
        var mentors = store.marks(tx, attempt.id());
        var marks = new HashMap<String, Double>();
        if (!attempt.isOpen()) {
            marked(items, answers, mentors)
                    .forEach(m -> m.earned().ifPresent(e -> marks.put(m.item().id(), e)));
        }
        return new Sheet(
                attempt,
                pack,
                quiz,
                items,
                answers,
                marks,
                mentors,
                Marking.passes(quiz, attempt.score().orElse(0)),
                given.base(tx, attempt.id(), clock.instant()));
    }

    private static RuntimeException unknown(String what) {
        return problem(
                404, "unknown-quiz", "there is no `" + what + "`", "start from your courses");
    }

    private static RuntimeException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "The quiz goes on as it was", detail, remedy)
                .asException();
    }
}
