package dev.countersign.training;

import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import java.time.InstantSource;

/// The parts of the module, put together. Threads may share it.
public final class Training {
    private final Courses courses;
    private final Learning learning;
    private final Attempts attempts;
    private final QuizCare quizCare;
    private final Labs labs;
    private final Drills drills;
    private final LabFiles files;
    private final Mentoring mentoring;
    private final Judging judging;
    private final Readiness readiness;
    private final PriorLearning prior;
    private final Watching watching;
    private final Films films;
    private final TrackEnrolment tracks;

    public Training(
            Storage storage,
            Ledger ledger,
            People people,
            Gates gates,
            Acts acts,
            Practised practised,
            InstantSource clock,
            Ids ids) {
        courses = new Courses(storage, ledger, clock);
        var completion = new Completion(ledger, courses, acts, clock);
        learning = new Learning(storage, ledger, people, courses, acts, completion, clock);
        tracks = new TrackEnrolment(storage, people, courses, learning, completion, clock);
        attempts =
                new Attempts(storage, ledger, people, courses, gates, acts, completion, clock, ids);
        quizCare = new QuizCare(storage, ledger, people, courses, attempts, clock);
        var room = new LabRoom(ledger, courses, acts, completion, practised, clock, ids);
        labs = new Labs(storage, ledger, people, room, clock);
        drills = new Drills(storage, ledger, people, courses, room, clock, ids);
        mentoring =
                new Mentoring(storage, ledger, people, courses, learning, attempts, room, clock);
        files = new LabFiles(storage, ledger, people, room, mentoring, clock, ids);
        judging = new Judging(storage, ledger, people, labs, mentoring, room, clock);
        watching = new Watching(storage, people, courses, acts, clock);
        films = new Films(storage, ledger, people, watching, clock, ids);
        prior = new PriorLearning(storage, ledger, people, courses, clock, ids);
        readiness = new Readiness(storage, ledger, people, courses, completion, gates, room, clock);
    }

    public Courses courses() {
        return courses;
    }

    public Learning learning() {
        return learning;
    }

    public Attempts attempts() {
        return attempts;
    }

    public QuizCare quizCare() {
        return quizCare;
    }

    public Labs labs() {
        return labs;
    }

    public Drills drills() {
        return drills;
    }

    public LabFiles files() {
        return files;
    }

    public Mentoring mentoring() {
        return mentoring;
    }

    public Judging judging() {
        return judging;
    }

    public Readiness readiness() {
        return readiness;
    }

    public PriorLearning prior() {
        return prior;
    }

    public Watching watching() {
        return watching;
    }

    public Films films() {
        return films;
    }

    public TrackEnrolment tracks() {
        return tracks;
    }

    /// What is due: people whose role has a course, attempts whose time is over, files and films
    /// that nobody finished.
    public void runDue() {
        tracks.runDue();
        attempts.endOverdue();
        files.sweep();
        films.sweep();
    }
}
