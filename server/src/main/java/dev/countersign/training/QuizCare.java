package dev.countersign.training;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Quiz;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What those who answer for a quiz do about it: look how its questions do, give somebody more
/// time, and mark ended attempts anew when a key was wrong. Threads may share it.
public final class QuizCare {
    private static final List<String> CARES =
            List.of("mentor", "ops_manager", "programme_manager", "process_quality");
    private static final List<String> REMARKS = List.of("ops_manager", "programme_manager");
    private static final int MOST_PERCENT = 200;
    private static final int LEAST_WHY = 20;
    private static final int MANY = 5_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final Attempts attempts;
    private final InstantSource clock;
    private final TrainingStore store = new TrainingStore();

    QuizCare(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Attempts attempts,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.attempts = attempts;
        this.clock = clock;
    }

    public static boolean cares(Identity who) {
        return who.hasAny(CARES);
    }

    public static boolean remarks(Identity who) {
        return who.hasAny(REMARKS);
    }

    /// How the questions of a quiz do, those that somebody should look at first.
    ///
    /// @return only questions that were asked often enough: see [ItemFigures#LEAST]
    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public List<ItemFigures> figures(Identity who, String packId, String quizId) {
        if (!cares(who)) {
            throw Refusal.of(
                    403,
                    "role",
                    "how questions do is for mentors, managers and process quality",
                    "your own results are with your attempts");
        }
        quiz(packId, quizId);
        return storage.read(tx -> {
            var given = new LinkedHashMap<String, List<ItemFigures.Given>>();
            var items = new HashMap<String, Item>();
            for (var attempt : store.ended(tx, packId, quizId, MANY)) {
                var sheet = attempts.sheet(tx, attempt);
                var total = sheet.marks().values().stream().mapToDouble(d -> d).sum();
                for (var item : sheet.items()) {
                    var earned = sheet.marks().get(item.id());
                    if (earned == null) {
                        continue;
                    }
                    items.put(item.id(), item);
                    var others = Math.max(1, sheet.marks().size() - 1);
                    given.computeIfAbsent(item.id(), _ -> new ArrayList<>())
                            .add(
                                    new ItemFigures.Given(
                                            sheet.answers()
                                                    .getOrDefault(item.id(), new Answer.None()),
                                            earned,
                                            (total - earned) / others));
                }
            }
            var out = new ArrayList<ItemFigures>();
            given.forEach((id, answers) -> {
                var item = items.get(id);
                if (item != null && answers.size() >= ItemFigures.LEAST) {
                    out.add(ItemFigures.of(item, answers));
                }
            });
            out.sort(
                    java.util.Comparator.comparingInt((ItemFigures f) -> -f.remarks().size())
                            .thenComparing(f -> f.item().id()));
            return out;
        });
    }

    /// Gives somebody more time for every quiz that has a limit, from the next attempt on. Never
    /// oneself.
    ///
    /// @param percent of the quiz's own minutes, 0 to 200; 0 takes it back
    public void moreTime(Identity by, String person, int percent) {
        if (!remarks(by) && !by.has("mentor")) {
            throw Refusal.of(403, "role", "more time is given by mentors and managers", "ask one");
        }
        if (by.id().equals(person)) {
            throw Refusal.of(403, "own-time", "nobody gives themselves more time", "ask another");
        }
        if (percent < 0 || percent > MOST_PERCENT) {
            throw Refusal.of(
                    422,
                    "percent",
                    percent + " % is not from 0 to 200",
                    "50 is half as much again");
        }
        if (people.person(person).isEmpty()) {
            throw Refusal.of(
                    404, "unknown-person", "there is nobody `" + person + "`", "check the id");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            store.moreTime(tx, person, percent, by.id(), clock.instant());
            ledger.append(
                    tx,
                    new Entry(
                            "quiz.time-given", by.id(), person, Map.of("percent", (long) percent)));
            return true;
        });
    }

    /// @param before the score that was told
    /// @param after the score that counts now
    public record Remarked(String attempt, String person, double before, double after) {}

    /// Marks the ended attempts of a quiz by the pack in force: a key that was wrong is right for
    /// everybody. A question that the pack has no more counts for nobody. What the scores are
    /// evidence for follows in the same transaction.
    ///
    /// @return those whose score changed
    public List<Remarked> remark(Identity by, String packId, String quizId, String why) {
        if (!remarks(by)) {
            throw Refusal.of(403, "role", "attempts are marked anew by managers", "ask one");
        }
        if (why.strip().length() < LEAST_WHY) {
            throw Refusal.of(
                    422,
                    "why",
                    "the reason has fewer than " + LEAST_WHY + " characters",
                    "say which key was wrong, and how it was found out");
        }
        var taught = courses.find(packId).orElseThrow(() -> unknown(packId + "/" + quizId));
        quiz(packId, quizId);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var out = new ArrayList<Remarked>();
            for (var attempt : store.ended(tx, packId, quizId, MANY)) {
                var after = attempts.remark(tx, attempt, taught.digest());
                var before = attempt.score().orElse(0);
                if (Math.abs(after - before) > 1e-9) {
                    out.add(new Remarked(attempt.id(), attempt.personId(), before, after));
                    ledger.append(
                            tx,
                            new Entry(
                                    "attempt.remarked",
                                    by.id(),
                                    attempt.id(),
                                    Map.of(
                                            "before", Attempts.text(before),
                                            "after", Attempts.text(after),
                                            "digest", taught.digest())));
                }
            }
            ledger.append(
                    tx,
                    new Entry(
                            "quiz.remarked",
                            by.id(),
                            packId + "/" + quizId,
                            Map.of(
                                    "why", why.strip(),
                                    "digest", taught.digest(),
                                    "changed", (long) out.size())));
            return out;
        });
    }

    private Quiz quiz(String packId, String quizId) {
        return courses.find(packId)
                .flatMap(t -> t.pack().quiz(quizId))
                .orElseThrow(() -> unknown(packId + "/" + quizId));
    }

    private static RuntimeException unknown(String what) {
        return Refusal.of(
                404, "unknown-quiz", "there is no `" + what + "`", "start from your courses");
    }
}
