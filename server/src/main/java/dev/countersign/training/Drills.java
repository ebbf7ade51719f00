package dev.countersign.training;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Lab;
import dev.countersign.course.Marking;
import dev.countersign.course.Pack;
import dev.countersign.course.Quiz;
import dev.countersign.course.QuizDraw;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.LabRules.When;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Drills: as many tries as one likes, each with a new draw in a new order, and every one is kept.
/// Threads may share it.
public final class Drills {
    private static final double WHOLE = 1 - 1e-9;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final LabRoom room;
    private final InstantSource clock;
    private final Ids ids;
    private final AnswerStore given = AnswerStore.OF_DRILLS;

    Drills(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            LabRoom room,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.room = room;
        this.clock = clock;
        this.ids = ids;
    }

    /// A try with its questions, as its learner sees it.
    ///
    /// @param marks by question, once it has ended
    /// @param base from where a page that shows it counts its saves
    public record Sheet(
            LabTry current,
            Pack pack,
            Lab lab,
            List<Item> items,
            Map<String, Answer> answers,
            Map<String, Double> marks,
            long base) {}

    /// Begins a try, or goes on with the one that is open: two tabs are one try.
    public LabTry begin(Identity who, String packId, String labId) {
        var place = room.place(packId, labId, who.id());
        if (place.lab().bank().isEmpty()) {
            throw LabRoom.problem(
                    409, "no-drill", "this lab asks no questions", "look at what it asks for");
        }
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            room.requireEnrolled(tx, who.id(), place);
            var work = room.begun(tx, who.id(), place);
            var made = room.tries.tries(tx, work.id());
            var open = made.stream().filter(LabTry::isOpen).findFirst();
            if (open.isPresent()) {
                return open.get();
            }
            var id = ids.next("try");
            var one =
                    new LabTry(
                            id,
                            work.id(),
                            place.taught().digest(),
                            made.size() + 1,
                            Long.parseUnsignedLong(Digests.hex(id).substring(0, 16), 16),
                            clock.instant(),
                            Optional.empty(),
                            0,
                            0);
            room.tries.begin(tx, one);
            return one;
        });
    }

    /// Saves answers.
    ///
    /// @return by question, the newer answer that stands in place of what came late
    /// @throws dev.countersign.kernel.ProblemException 404, 409 where the try has ended, 422
    public Map<String, Answer> save(Identity who, String tryId, Saves saves) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            return save(tx, mine(tx, who, tryId), saves);
        });
    }

    private Map<String, Answer> save(Tx tx, Sheet sheet, Saves saves) {
        if (!sheet.current().isOpen()) {
            throw LabRoom.problem(
                    409, "try-over", "this try was handed in already", "begin another");
        }
        var asked = sheet.items().stream().map(Item::id).toList();
        for (var item : saves.answers().keySet()) {
            if (!asked.contains(item)) {
                throw LabRoom.problem(
                        422,
                        "not-asked",
                        "this try does not ask `" + item + "`",
                        "open the try again");
            }
        }
        return given.save(tx, sheet.current().id(), saves, clock.instant());
    }

    /// Ends a try. Where it completes the lab, the lab is handed in with it.
    public Sheet submit(Identity who, String tryId, Saves saves) {
        var lab = storage.read(tx -> work(tx, who, tryId));
        var place = room.place(lab.pack(), lab.lab(), who.id());
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var sheet = mine(tx, who, tryId);
            if (sheet.current().isOpen()) {
                save(tx, sheet, saves);
                end(tx, who, mine(tx, who, tryId));
                var work = work(tx, who, tryId);
                if (work.isWithLearner()
                        && LabRules.met(room.rules(tx, place, Optional.of(work)), When.WORK)) {
                    room.handIn(tx, place, work);
                }
            }
            return mine(tx, who, tryId);
        });
    }

    private void end(Tx tx, Identity who, Sheet sheet) {
        var right = (int) marks(sheet).values().stream().filter(m -> m >= WHOLE).count();
        room.tries.end(tx, sheet.current().id(), right, sheet.items().size(), clock.instant());
        ledger.append(
                tx,
                new Entry(
                        "lab.tried",
                        who.id(),
                        sheet.current().work(),
                        Map.of(
                                "pack", sheet.pack().id(),
                                "lab", sheet.lab().id(),
                                "number", (long) sheet.current().number(),
                                "right", (long) right,
                                "asked", (long) sheet.items().size())));
    }

    private static Map<String, Double> marks(Sheet sheet) {
        var out = new HashMap<String, Double>();
        for (var item : sheet.items()) {
            var answer = sheet.answers().getOrDefault(item.id(), new Answer.None());
            out.put(item.id(), Marking.of(item, answer).orElse(0));
        }
        return out;
    }

    /// @throws dev.countersign.kernel.ProblemException 404 for a try of somebody else, too
    public Sheet sheet(Identity who, String tryId) {
        return storage.read(tx -> mine(tx, who, tryId));
    }

    private LabWork work(Tx tx, Identity who, String tryId) {
        return room.tries
                .find(tx, tryId)
                .flatMap(t -> room.store.work(tx, t.work()))
                .filter(w -> w.person().equals(who.id()))
                .orElseThrow(() -> LabRoom.unknown(tryId));
    }

    private Sheet mine(Tx tx, Identity who, String tryId) {
        var work = work(tx, who, tryId);
        var one = room.tries.find(tx, tryId).orElseThrow(() -> LabRoom.unknown(tryId));
        var pack = courses.at(tx, one.digest());
        var lab = pack.lab(work.lab()).orElseThrow();
        var answers = given.answers(tx, tryId);
        var base = given.base(tx, tryId, clock.instant());
        var items = items(lab, pack, one.seed());
        var sheet = new Sheet(one, pack, lab, items, answers, Map.of(), base);
        return one.isOpen() ? sheet : new Sheet(one, pack, lab, items, answers, marks(sheet), base);
    }

    /// What one try asks, in its order.
    public static List<Item> items(Lab lab, Pack pack, long seed) {
        return QuizDraw.items(asQuiz(lab, pack), pack.banks(), seed);
    }

    /// A drill draws as a quiz does.
    private static Quiz asQuiz(Lab lab, Pack pack) {
        var bank = lab.bank().orElseThrow();
        var all = pack.bank(bank).map(b -> b.items().size()).orElse(0);
        return new Quiz(
                lab.id(),
                lab.title(),
                List.of(bank),
                lab.pass().score().map(Lab.Score::of).orElse(all),
                Map.of(),
                OptionalInt.empty(),
                1,
                Quiz.Counts.BEST,
                1,
                true,
                true,
                Quiz.Feedback.AFTER_ATTEMPT,
                List.of());
    }
}
