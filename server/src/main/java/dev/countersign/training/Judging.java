package dev.countersign.training;

import dev.countersign.course.Rubric;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.LabRoom.Place;
import dev.countersign.training.LabRules.Rule;
import dev.countersign.training.LabRules.When;
import dev.countersign.training.LabWork.Judgement;
import dev.countersign.training.LabWork.Observation;
import dev.countersign.training.LabWork.State;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a mentor says of somebody's lab: signed, sent back, observed. Nobody judges their own, also
/// not as one of a group, and nothing is judged twice. Threads may share it.
public final class Judging {
    private static final int LEAST = 10;
    private static final int MOST = 2_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Labs labs;
    private final Mentoring mentoring;
    private final LabRoom room;
    private final InstantSource clock;

    Judging(
            Storage storage,
            Ledger ledger,
            People people,
            Labs labs,
            Mentoring mentoring,
            LabRoom room,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.labs = labs;
        this.mentoring = mentoring;
        this.room = room;
        this.clock = clock;
    }

    /// Somebody's lab, as a mentor reads it.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public LabSheet sheet(Identity by, String packId, String labId, String person) {
        var place = place(by, packId, labId, person);
        return storage.read(tx -> {
            var sheet = labs.sheet(tx, place, person);
            if (!sheet.enrolled()) {
                throw LabRoom.unknown(packId + "/" + labId);
            }
            return sheet.work().filter(w -> mentoring.mayRead(tx, by, w)).isPresent()
                    ? sheet
                    : withoutWords(sheet);
        });
    }

    /// Whether this mentor may see what was written.
    public boolean mayRead(Identity by, LabSheet sheet) {
        return storage.read(
                tx -> sheet.work().filter(w -> mentoring.mayRead(tx, by, w)).isPresent());
    }

    /// Of a private one not even what was said of it.
    private static LabSheet withoutWords(LabSheet s) {
        var isPrivate =
                s.work()
                        .map(w -> LabParts.isPrivate(s.lab(), w))
                        .orElse(LabParts.isPrivate(s.lab()));
        return new LabSheet(
                s.taught(),
                s.lab(),
                s.person(),
                s.enrolled(),
                s.work().map(w -> w.with(Map.of())),
                isPrivate
                        ? s.rules().stream()
                                .map(r -> new LabRules.Rule(r.when(), r.asks(), r.met(), ""))
                                .toList()
                        : s.rules(),
                isPrivate ? List.of() : s.judgements(),
                isPrivate ? List.of() : s.observations(),
                s.members(),
                List.of(),
                s.tries(),
                s.mentor(),
                List.of());
    }

    private Place place(Identity by, String packId, String labId, String person) {
        if (!Attempts.marks(by)) {
            throw LabRoom.problem(
                    403,
                    "role",
                    "labs are judged by " + String.join(", ", Attempts.markers()),
                    "ask one of them");
        }
        if (by.id().equals(person)) {
            throw LabRoom.problem(
                    403, "own-lab", "nobody judges their own lab", "ask another mentor");
        }
        return room.place(packId, labId, person);
    }

    /// Signs a lab, or sends it back.
    ///
    /// @param handIn the one that was read
    /// @param levels by row of the lab's rubric; needed to sign where there is one
    /// @throws dev.countersign.kernel.ProblemException 403 for one's own, 409 where somebody was
    ///   quicker or something else is missing, 422 for words that say nothing or a rubric that
    ///   fails
    public LabWork judge(
            Identity by,
            String packId,
            String labId,
            String person,
            int handIn,
            boolean passed,
            String words,
            Map<String, Integer> levels) {
        var place = place(by, packId, labId, person);
        var text = words(words);
        var rows = levels(place, passed, levels);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var work = theirs(tx, by, place, person);
            refuseLate(tx, work, handIn);
            var rules = room.rules(tx, place, Optional.of(work));
            if (passed && rules.stream().noneMatch(r -> r.when() == When.MENTOR)) {
                throw LabRoom.problem(
                        409,
                        "no-signature",
                        "this lab asks for no signature",
                        "send it back with a comment if something is wrong");
            }
            room.store.judge(
                    tx, work, new Judgement(handIn, passed, by.id(), text, rows, clock.instant()));
            ledger.append(tx, judged(by, place, work, passed, text));
            if (!passed) {
                return room.sendBack(tx, place, work, by.id());
            }
            var missing = missing(rules);
            if (!missing.isEmpty()) {
                throw LabRoom.problem(
                        409, "too-early", missing, "sign once that is there, or send it back");
            }
            return room.settle(tx, place, work, by.id());
        });
    }

    /// What must be there before a mentor's word.
    private static String missing(List<Rule> rules) {
        return Stream.of(When.WORK, When.KEY, When.GROUP)
                .flatMap(when -> LabRules.missing(rules, when).stream())
                .collect(Collectors.joining("; "));
    }

    private LabWork theirs(Tx tx, Identity by, Place place, String person) throws SQLException {
        var work =
                room.find(tx, person, place)
                        .orElseThrow(() ->
                                LabRoom.problem(
                                        409,
                                        "not-begun",
                                        "the learner has not begun this lab",
                                        "wait until they have"));
        if (room.store.members(tx, work.id()).stream().anyMatch(m -> m.person().equals(by.id()))) {
            throw LabRoom.problem(
                    403,
                    "own-lab",
                    "you are one of this group, and nobody judges their own lab",
                    "ask another mentor");
        }
        if (LabParts.isPrivate(place.lab(), work) && !mentoring.mayRead(tx, by, work)) {
            throw LabRoom.problem(
                    403,
                    "private",
                    "only the mentor for whom it was handed in reads and signs this",
                    "the learner can take it back and hand it in for you, once you are their mentor");
        }
        return work;
    }

    private void refuseLate(Tx tx, LabWork work, int handIn) {
        var there =
                room.store.judgements(tx, work).stream()
                        .filter(j -> j.handIn() == handIn)
                        .findFirst();
        if (there.isPresent()) {
            var who = people.person(there.get().mentor()).map(Person::name);
            throw LabRoom.problem(
                    409,
                    "somebody-was-quicker",
                    "%s has %s it already"
                            .formatted(
                                    who.orElse(there.get().mentor()),
                                    there.get().passed() ? "signed" : "sent back"),
                    "nothing is left to do here");
        }
        if (work.state() != State.HANDED_IN || work.handIns() != handIn) {
            throw LabRoom.problem(
                    409,
                    "not-what-you-read",
                    "the lab has changed since you opened it: it is " + work.state().words(),
                    "reload the page and read it again");
        }
    }

    private static Map<String, Integer> levels(
            Place place, boolean passed, Map<String, Integer> levels) {
        var rubric =
                place.lab()
                        .rubric()
                        .filter(_ -> !LabParts.isPrivate(place.lab()))
                        .map(place.taught().pack().rubrics()::get);
        if (rubric.isEmpty()) {
            return Map.of();
        }
        var rows = rubric.get().rows();
        var known = new java.util.LinkedHashMap<String, Integer>();
        for (var row : rows) {
            var level = levels.get(row.id());
            if (level != null && level >= 0 && level < row.levels().size()) {
                known.put(row.id(), level);
            }
        }
        if (passed && known.size() < rows.size()) {
            throw LabRoom.problem(
                    422,
                    "rubric",
                    "%d of %d rows of the rubric have a level".formatted(known.size(), rows.size()),
                    "choose one for each row");
        }
        if (passed && !rubric.get().passes(List.copyOf(known.values()))) {
            throw failed(rubric.get(), known);
        }
        return known;
    }

    private static RuntimeException failed(Rubric rubric, Map<String, Integer> levels) {
        var without =
                rubric.rows().stream()
                        .filter(r -> r.loadBearing() && levels.getOrDefault(r.id(), 0) == 0)
                        .map(r ->
                                "`" + r.title() + "` carries the whole and is at its lowest level")
                        .toList();
        return new Problem(
                        422,
                        "rubric-fails",
                        "Not signed",
                        without.isEmpty()
                                ? "the rubric does not reach its least"
                                : "a row that carries the whole is missing",
                        without,
                        "send it back, and say what would make it enough")
                .asException();
    }

    private static Entry judged(
            Identity by, Place place, LabWork work, boolean passed, String words) {
        return new Entry(
                "lab.judged",
                by.id(),
                work.id(),
                Map.of(
                        "person", work.person(),
                        "pack", place.packId(),
                        "lab", place.lab().id(),
                        "number", (long) work.handIns(),
                        "passed", passed),
                LabParts.isPrivate(place.lab(), work)
                        ? Map.of()
                        : Map.of("comment", new Personal(work.person(), words)));
    }

    /// Records that a mentor watched.
    ///
    /// @param number which one it is, from 1; two mentors at once are told of each other
    public void observe(
            Identity by, String packId, String labId, String person, int number, String words) {
        var place = place(by, packId, labId, person);
        var text = words(words);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            room.requireEnrolled(tx, person, place);
            room.begun(tx, person, place);
            var work = theirs(tx, by, place, person);
            var seen = room.store.observations(tx, work).size();
            if (seen >= place.lab().pass().observed().orElse(0)) {
                throw LabRoom.problem(
                        409, "watched", "nothing more is to be observed here", "nothing to do");
            }
            if (number != seen + 1) {
                throw LabRoom.problem(
                        409,
                        "somebody-was-quicker",
                        "number %d is recorded already".formatted(number),
                        "reload the page");
            }
            room.store.observe(tx, work, new Observation(number, by.id(), text, clock.instant()));
            room.store.put(tx, work.watch(Optional.empty()));
            ledger.append(
                    tx,
                    new Entry(
                            "lab.observed",
                            by.id(),
                            work.id(),
                            Map.of("person", person, "lab", labId, "number", (long) number),
                            Map.of("comment", new Personal(person, text))));
            return true;
        });
    }

    static String words(String words) {
        var text = words.strip();
        if (text.length() < LEAST || text.length() > MOST) {
            throw LabRoom.problem(
                    422,
                    "comment",
                    "the comment has " + text.length() + " characters",
                    "write " + LEAST + " to " + MOST + ", so that the learner knows why");
        }
        return text;
    }
}
