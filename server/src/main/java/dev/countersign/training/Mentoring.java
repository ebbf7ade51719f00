package dev.countersign.training;

import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.LabWork.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is whose mentor, and what waits for them. Threads may share it.
public final class Mentoring {
    private static final List<String> ASSIGNS = List.of("programme_manager", "ops_manager");
    private static final int AT_ONCE = 200;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final Learning learning;
    private final Attempts attempts;
    private final LabRoom room;
    private final InstantSource clock;

    Mentoring(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Learning learning,
            Attempts attempts,
            LabRoom room,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.learning = learning;
        this.attempts = attempts;
        this.room = room;
        this.clock = clock;
    }

    /// @param mentor empty without one
    public record Enrolment(String person, String pack, String mentor) {}

    /// A mentor's word on whether somebody may decide real cases.
    ///
    /// @param number from 1; the newest counts
    public record Decision(int number, boolean ready, String mentor, String reason, Instant at) {}

    /// Somebody whom one teaches.
    public record Learner(
            Enrolment enrolment, Learning.Progress progress, Optional<Decision> decision) {}

    public enum Kind {
        LAB,
        REFLECTION,
        WATCH,
        ANSWER
    }

    /// Something that a mentor must do.
    ///
    /// @param handIn which one it is of a lab
    /// @param simple whether it can be signed without filling in a rubric
    public record Waiting(
            Kind kind,
            String person,
            String pack,
            String lab,
            String title,
            int handIn,
            boolean simple,
            Instant since) {}

    public static boolean assigns(Identity who) {
        return who.hasAny(ASSIGNS);
    }

    /// Names somebody's mentor in a pack; the one before is none any more. What was written for the
    /// one before only is not shown to the next.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 422
    public void assign(Identity by, String packId, String person, String mentor) {
        if (!assigns(by)) {
            throw LabRoom.problem(
                    403,
                    "role",
                    "mentors are named by " + String.join(" or ", ASSIGNS),
                    "ask one of them");
        }
        if (courses.find(packId).isEmpty()) {
            throw LabRoom.unknown(packId);
        }
        if (person.equals(mentor)) {
            throw LabRoom.problem(
                    422, "own-mentor", "nobody is their own mentor", "name somebody else");
        }
        if (Attempts.markers().stream().noneMatch(people.rolesNow(mentor)::contains)) {
            throw LabRoom.problem(
                    422,
                    "not-a-mentor",
                    "`"
                            + mentor
                            + "` has none of the roles "
                            + String.join(", ", Attempts.markers()),
                    "give them the role `mentor`, or name somebody who has it");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (!room.mentors.learners(tx, packId).contains(person)) {
                throw LabRoom.problem(
                        422,
                        "not-a-learner",
                        "`" + person + "` does not learn this course",
                        "enrol them first");
            }
            room.mentors.assign(tx, person, packId, mentor, by.id(), clock.instant());
            ledger.append(
                    tx,
                    new Entry(
                            "mentor.assigned",
                            by.id(),
                            packId,
                            Map.of("person", person, "mentor", mentor)));
            return true;
        });
    }

    /// Whether somebody may read what a learner did for a lab: once it is handed in, whoever judges
    /// labs; a private one only the mentor for whom it was handed in, as long as they are the
    /// learner's mentor.
    boolean mayRead(Tx tx, Identity reader, LabWork work) {
        if (!Attempts.marks(reader) || work.person().equals(reader.id()) || work.isWithLearner()) {
            return false;
        }
        var isPrivate =
                courses.find(work.pack())
                        .flatMap(t -> t.pack().lab(work.lab()))
                        .map(lab -> LabParts.isPrivate(lab, work))
                        .orElse(true);
        return !isPrivate
                || work.reader().equals(reader.id())
                        && room.mentors
                                .mentor(tx, work.person(), work.pack())
                                .filter(reader.id()::equals)
                                .isPresent();
    }

    /// Those whose mentor one is, and those who have none.
    public List<Learner> learners(Identity by) {
        if (!Attempts.marks(by)) {
            return List.of();
        }
        return storage.read(tx -> {
            var out = new ArrayList<Learner>();
            for (var e : room.mentors.enrolments(tx, AT_ONCE)) {
                var taught = courses.find(e.pack());
                if (taught.isPresent() && isMine(by, e.person(), e.mentor())) {
                    out.add(
                            new Learner(
                                    e,
                                    learning.progress(tx, e.person(), taught.get()),
                                    room.mentors.decisions(tx, e.person(), e.pack()).stream()
                                            .findFirst()));
                }
            }
            return out;
        });
    }

    /// How far somebody is, for a mentor.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public Learning.Progress progress(Identity by, String packId, String person) {
        if (!Attempts.marks(by) || by.id().equals(person)) {
            throw LabRoom.problem(
                    403,
                    "role",
                    "a learner's page is for " + String.join(", ", Attempts.markers()),
                    "your own progress is under My courses");
        }
        var taught = courses.find(packId).orElseThrow(() -> LabRoom.unknown(packId));
        return storage.read(tx -> {
            if (!room.mentors.learners(tx, packId).contains(person)) {
                throw LabRoom.unknown(packId + "/" + person);
            }
            return learning.progress(tx, person, taught);
        });
    }

    /// Nobody waits for nobody: who has no mentor is everybody's.
    private static boolean isMine(Identity by, String person, String mentor) {
        return !by.id().equals(person) && (mentor.isEmpty() || mentor.equals(by.id()));
    }

    /// What waits for this mentor, the oldest first.
    public List<Waiting> waiting(Identity by) {
        if (!Attempts.marks(by)) {
            return List.of();
        }
        var out = new ArrayList<Waiting>();
        for (var sheet : attempts.waiting(by)) {
            var a = sheet.attempt();
            out.add(
                    new Waiting(
                            Kind.ANSWER,
                            a.personId(),
                            a.pack(),
                            a.quiz(),
                            sheet.quiz().title(),
                            a.number(),
                            false,
                            a.submittedAt().orElse(a.startedAt())));
        }
        storage.read(tx -> {
            for (var work : room.store.waiting(tx, AT_ONCE)) {
                labs(tx, by, work).ifPresent(out::add);
            }
            return true;
        });
        out.removeIf(w -> !isMine(by, w.person(), mentorOf(w.person(), w.pack()).orElse("")));
        out.sort(Comparator.comparing(Waiting::since));
        return out;
    }

    private Optional<Waiting> labs(Tx tx, Identity by, LabWork work) {
        var taught = courses.find(work.pack());
        var lab = taught.flatMap(t -> t.pack().lab(work.lab()));
        var watch = work.watchAsked().isPresent();
        if (lab.isEmpty()
                || !watch && !(mayRead(tx, by, work) && waitsForWord(tx, taught.get(), work))
                || room.store.members(tx, work.id()).stream()
                        .anyMatch(m -> m.person().equals(by.id()))) {
            return Optional.empty();
        }
        return Optional.of(
                new Waiting(
                        watch
                                ? Kind.WATCH
                                : LabParts.isPrivate(lab.get()) ? Kind.REFLECTION : Kind.LAB,
                        work.person(),
                        work.pack(),
                        work.lab(),
                        lab.get().title(),
                        work.handIns(),
                        !watch && (lab.get().rubric().isEmpty() || LabParts.isPrivate(lab.get())),
                        work.watchAsked().or(work::handedInAt).orElse(Instant.EPOCH)));
    }

    /// Whether nothing but a mentor's word is missing.
    private boolean waitsForWord(Tx tx, Courses.Taught taught, LabWork work) {
        var lab = taught.pack().lab(work.lab()).orElseThrow();
        var rules =
                room.rules(
                        tx,
                        new LabRoom.Place(taught, lab, Practised.Seen.NOTHING),
                        Optional.of(work));
        return work.state() == State.HANDED_IN
                && LabRules.met(rules, LabRules.When.GROUP)
                && !LabRules.met(rules, LabRules.When.MENTOR);
    }

    /// Whether somebody is named as the mentor of another, in any course.
    public boolean isMentorOf(Tx tx, Identity by, String person) {
        return Attempts.marks(by) && room.mentors.isMentorOf(tx, by.id(), person);
    }

    public Optional<String> mentorOf(String person, String packId) {
        return storage.read(tx -> room.mentors.mentor(tx, person, packId));
    }

    /// As the other, in the caller's transaction.
    public Optional<String> mentorOf(Tx tx, String person, String packId) {
        return room.mentors.mentor(tx, person, packId);
    }
}
