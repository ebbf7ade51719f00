package dev.countersign.training;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import dev.countersign.course.Quiz;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Courses.Taught;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is enrolled in what, and how far they are. Threads may share it.
public final class Learning {
    private static final List<String> ENROLS =
            List.of("programme_manager", "ops_manager", "mentor");

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final Acts acts;
    private final Completion completion;
    private final InstantSource clock;
    private final TrainingStore store = new TrainingStore();
    private final LabStore labs;
    private final MentorStore mentors;

    Learning(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Acts acts,
            Completion completion,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.acts = acts;
        this.completion = completion;
        this.clock = clock;
        this.labs = new LabStore(ledger.vault());
        this.mentors = new MentorStore(ledger.vault());
    }

    /// @param score that counts; below 0 where there is none yet
    public record QuizStanding(Quiz quiz, List<Attempt> attempts, double score, boolean passed) {
        public int left() {
            return Math.max(0, quiz.attempts() - attempts.size());
        }
    }

    /// @param state empty before it is begun
    public record LabStanding(Lab lab, Optional<LabWork.State> state) {
        public boolean passed() {
            return state.filter(LabWork.State.PASSED::equals).isPresent();
        }

        public String words() {
            return state.map(LabWork.State::words).orElse("not begun");
        }
    }

    /// @param missing prerequisites; where there is one, nothing is open
    /// @param recognised prerequisites in whose place prior learning stands
    /// @param sections done, as `MODULE/SECTION`
    /// @param labs by number
    /// @param completed whether everything that the pack asks for is there
    public record Progress(
            Taught taught,
            boolean enrolled,
            List<String> missing,
            Set<String> recognised,
            Set<String> sections,
            Map<String, QuizStanding> quizzes,
            Map<String, LabStanding> labs,
            boolean completed) {
        public long labsPassed() {
            return labs.values().stream().filter(LabStanding::passed).count();
        }

        /// The newest attempt that has ended, in words.
        public String lastQuiz() {
            return quizzes.values().stream()
                    .flatMap(q -> q.attempts().stream())
                    .filter(a -> a.score().isPresent())
                    .max(Comparator.comparing(a -> a.submittedAt().orElse(a.startedAt())))
                    .map(a -> Attempts.text(100 * a.score().orElse(0)) + " %")
                    .orElse("none");
        }

        public int sectionsInAll() {
            return taught.pack().modules().stream().mapToInt(m -> m.sections().size()).sum();
        }

        public int percent() {
            var all = sectionsInAll();
            return all == 0 ? 0 : 100 * sections.size() / all;
        }

        public boolean isDone(Pack.Module module, Pack.Section section) {
            return sections.contains(module.id() + "/" + section.id());
        }
    }

    /// Courses for one's roles, and those one is enrolled in.
    public List<Progress> of(Identity who) {
        return storage.read(tx -> {
            var enrolled = store.enrolments(tx, who.id());
            var out = new ArrayList<Progress>();
            for (var taught : courses.all()) {
                var pack = taught.pack();
                if (enrolled.contains(pack.id()) || who.hasAny(pack.roles())) {
                    out.add(progress(tx, who.id(), taught, enrolled));
                }
            }
            out.sort(Comparator.comparing(p -> p.taught().pack().title()));
            return out;
        });
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public Progress of(Identity who, String packId) {
        var taught = courses.find(packId).orElseThrow(() -> unknown(packId));
        return storage.read(tx -> progress(tx, who.id(), taught, store.enrolments(tx, who.id())));
    }

    /// Where somebody is in a course, for modules that have checked who may read it.
    ///
    /// @param completedAt also there where the course asks for more since
    public record Standing(String person, Progress progress, Optional<Instant> completedAt) {}

    /// @throws dev.countersign.kernel.ProblemException 404
    public List<Standing> standing(String packId, Collection<String> persons) {
        var taught = courses.find(packId).orElseThrow(() -> unknown(packId));
        return storage.read(tx ->
                persons.stream()
                        .map(p ->
                                new Standing(
                                        p,
                                        progress(tx, p, taught),
                                        completion.completedAt(tx, p, packId)))
                        .toList());
    }

    /// As [#standing], in the caller's transaction; empty where the course is not taught any more.
    public Optional<Progress> progressNow(Tx tx, String person, String packId) {
        return courses.find(packId).map(t -> progress(tx, person, t));
    }

    Progress progress(Tx tx, String person, Taught taught) {
        return progress(tx, person, taught, store.enrolments(tx, person));
    }

    private Progress progress(Tx tx, String person, Taught taught, Set<String> enrolled) {
        var pack = taught.pack();
        var quizzes = new LinkedHashMap<String, QuizStanding>();
        for (var quiz : pack.quizzes().values()) {
            quizzes.put(quiz.id(), completion.standing(tx, person, pack, quiz));
        }
        var states = labs.states(tx, person, pack.id());
        var standings = new LinkedHashMap<String, LabStanding>();
        for (var lab : pack.labs().values()) {
            standings.put(
                    lab.id(), new LabStanding(lab, Optional.ofNullable(states.get(lab.id()))));
        }
        var missing = List.copyOf(completion.unmet(tx, person, pack));
        return new Progress(
                taught,
                enrolled.contains(pack.id()),
                missing,
                completion.recognised(tx, person, pack),
                store.sections(tx, person, pack.id()),
                quizzes,
                standings,
                completion.isCompleted(tx, person, pack.id()));
    }

    /// Enrols oneself in a course for one's role; others enrol by manager or mentor.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, or 409 where a prerequisite is
    ///   missing
    public void enrol(Identity by, String person, String packId) {
        var taught = courses.find(packId).orElseThrow(() -> unknown(packId));
        var own = by.id().equals(person);
        if (own ? !by.hasAny(taught.pack().roles()) && !by.hasAny(ENROLS) : !by.hasAny(ENROLS)) {
            throw problem(
                    403,
                    "may-not-enrol",
                    own ? "this course is for other roles" : "you enrol only yourself",
                    "ask your manager or mentor to enrol you");
        }
        if (people.person(person).isEmpty()) {
            throw problem(
                    404, "unknown-person", "there is nobody `" + person + "`", "check the id");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var missing = completion.unmet(tx, person, taught.pack());
            if (!missing.isEmpty()) {
                throw problem(
                        409,
                        "prerequisite",
                        "`%s` comes first: this course builds on it"
                                .formatted(String.join("`, `", missing)),
                        "complete it, or ask a manager to recognise what was learnt before");
            }
            enrolled(tx, person, packId, by.id(), by.id(), Map.of("person", person));
            return true;
        });
    }

    /// Where they are not enrolled yet; the caller has checked that they may be.
    ///
    /// @param actor for the ledger, `by` for learning records: empty where a rule did it
    void enrolled(
            Tx tx, String person, String packId, String actor, String by, Map<String, ?> facts)
            throws SQLException {
        if (store.enrol(tx, person, packId, actor, clock.instant())) {
            ledger.append(tx, new Entry("course.enrolled", actor, packId, Map.copyOf(facts)));
            acts.tell(tx, new LearningAct.Enrolled(person, packId, by));
        }
    }

    /// Somebody in a course.
    ///
    /// @param completed when they had done everything that was asked for then
    public record Enrolment(String person, String pack, Instant at, Optional<Instant> completed) {}

    /// Those enrolled since, in every course; for modules that have checked who may read it.
    public List<Enrolment> enrolments(Tx tx, Instant since) {
        return store.enrolledSince(tx, since);
    }

    /// Whether somebody is enrolled, as the caller's transaction sees it.
    public boolean learns(Tx tx, String person, String packId) {
        return store.enrolments(tx, person).contains(packId);
    }

    /// Everybody who is enrolled.
    public Set<String> learners(Tx tx, String packId) {
        return Set.copyOf(mentors.learners(tx, packId));
    }

    /// Marks a section as done, or takes that back.
    public void mark(Identity who, String packId, String section, boolean done) {
        var progress = of(who, packId);
        var known =
                progress.taught().pack().modules().stream()
                        .flatMap(m -> m.sections().stream().map(s -> m.id() + "/" + s.id()))
                        .anyMatch(section::equals);
        if (!known) {
            throw unknown(packId + "/" + section);
        }
        if (!progress.enrolled()) {
            throw problem(
                    409, "not-enrolled", "you are not enrolled in this course", "enrol first");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            if (!done) {
                store.undone(tx, who.id(), packId, section);
                acts.tell(tx, new LearningAct.SectionMarked(who.id(), packId, section, false));
            } else if (store.done(tx, who.id(), packId, section, clock.instant())) {
                ledger.append(
                        tx,
                        new Entry("section.done", who.id(), packId, Map.of("section", section)));
                acts.tell(tx, new LearningAct.SectionMarked(who.id(), packId, section, true));
                completion.check(tx, who.id(), packId);
            }
            return true;
        });
    }

    private static RuntimeException unknown(String what) {
        return problem(
                404, "unknown-course", "there is no `" + what + "`", "start from your courses");
    }

    private static RuntimeException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "The course goes on as it was", detail, remedy)
                .asException();
    }
}
