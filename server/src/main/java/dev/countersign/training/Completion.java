package dev.countersign.training;

import dev.countersign.course.Marking;
import dev.countersign.course.Pack;
import dev.countersign.course.Quiz;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Tx;
import dev.countersign.training.Courses.Taught;
import dev.countersign.training.Learning.QuizStanding;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// When somebody has completed a course: every section done, every lab passed, the assessment
/// passed. The only place that says so. Threads may share it.
final class Completion {
    private final Ledger ledger;
    private final Courses courses;
    private final Acts acts;
    private final InstantSource clock;
    private final TrainingStore store = new TrainingStore();
    private final LabStore labs;
    private final MentorStore mentors;
    private final PriorStore prior;

    Completion(Ledger ledger, Courses courses, Acts acts, InstantSource clock) {
        this.ledger = ledger;
        this.courses = courses;
        this.acts = acts;
        this.clock = clock;
        this.labs = new LabStore(ledger.vault());
        this.mentors = new MentorStore(ledger.vault());
        this.prior = new PriorStore(ledger.vault());
    }

    /// What is still to do.
    ///
    /// @param sections as `MODULE/SECTION`
    /// @param labs by number
    record Missing(List<String> sections, List<String> labs, boolean assessment) {
        boolean isNothing() {
            return sections.isEmpty() && labs.isEmpty() && !assessment;
        }
    }

    Missing missing(Tx tx, String person, Pack pack) {
        var done = store.sections(tx, person, pack.id());
        var states = labs.states(tx, person, pack.id());
        return new Missing(
                pack.modules().stream()
                        .flatMap(m -> m.sections().stream().map(s -> m.id() + "/" + s.id()))
                        .filter(s -> !done.contains(s))
                        .toList(),
                pack.labs().keySet().stream()
                        .filter(l -> states.get(l) != LabWork.State.PASSED)
                        .toList(),
                pack.assessment()
                        .flatMap(pack::quiz)
                        .filter(q -> !standing(tx, person, pack, q).passed())
                        .isPresent());
    }

    QuizStanding standing(Tx tx, String person, Pack pack, Quiz quiz) {
        var attempts = store.attempts(tx, person, pack.id(), quiz.id());
        var ended = attempts.stream().anyMatch(a -> !a.isOpen());
        var score = ended ? Attempts.counted(courses.counts(quiz), attempts) : -1;
        return new QuizStanding(quiz, attempts, score, ended && Marking.passes(quiz, score));
    }

    /// Whether somebody has completed a pack. Who once had stays so, also when a section or a lab
    /// is added; what is taught elsewhere nobody has.
    boolean isCompleted(Tx tx, String person, String packId) {
        return mentors.isCompleted(tx, person, packId)
                || courses.find(packId)
                        .map(Taught::pack)
                        .filter(p -> missing(tx, person, p).isNothing())
                        .isPresent();
    }

    /// When somebody had done everything that was asked for then.
    Optional<Instant> completedAt(Tx tx, String person, String packId) {
        return mentors.completedAt(tx, person, packId);
    }

    /// What came of the prerequisites of a pack: those completed or recognised are met.
    Set<String> unmet(Tx tx, String person, Pack pack) {
        var out = new java.util.LinkedHashSet<>(pack.prerequisites());
        out.removeAll(recognised(tx, person, pack));
        out.removeIf(p -> isCompleted(tx, person, p));
        return out;
    }

    /// The prerequisites in whose place prior learning stands.
    Set<String> recognised(Tx tx, String person, Pack pack) {
        var out = new java.util.LinkedHashSet<>(pack.prerequisites());
        out.retainAll(prior.subjects(tx, person));
        return out;
    }

    /// Tells it once, in the transaction of the act that was the last.
    void check(Tx tx, String person, String packId) throws SQLException {
        var taught = courses.find(packId);
        if (taught.isEmpty()
                || !store.enrolments(tx, person).contains(packId)
                || !missing(tx, person, taught.get().pack()).isNothing()
                || !mentors.completed(tx, person, packId, taught.get().digest(), clock.instant())) {
            return;
        }
        ledger.append(
                tx,
                new Entry(
                        "course.completed",
                        person,
                        packId,
                        Map.of("digest", taught.get().digest())));
        acts.tell(tx, new LearningAct.CourseCompleted(person, packId));
    }
}
