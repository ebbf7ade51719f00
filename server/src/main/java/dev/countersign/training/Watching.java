package dev.countersign.training;

import dev.countersign.course.Lesson;
import dev.countersign.course.Pack;
import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Watch.Verb;
import java.time.InstantSource;
import java.util.Optional;

/// Who watches which video, and how far they are. Watching is no evidence: a section is done when
/// its learner says so. Threads may share it.
public final class Watching {
    /// Nearly all: who misses a breath at a jump has still seen it.
    private static final double ENOUGH = 0.95;

    private static final int MOST_SPANS = 200;

    private final Storage storage;
    private final People people;
    private final Courses courses;
    private final Acts acts;
    private final InstantSource clock;
    private final TrainingStore training = new TrainingStore();
    private final WatchStore store = new WatchStore();

    Watching(Storage storage, People people, Courses courses, Acts acts, InstantSource clock) {
        this.storage = storage;
        this.people = people;
        this.courses = courses;
        this.acts = acts;
        this.clock = clock;
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public Lesson lesson(String pack, String video) {
        var taught = courses.find(pack).orElseThrow(() -> unknown(pack)).pack();
        return lesson(taught, video).orElseThrow(() -> unknown(pack + "/" + video));
    }

    public static Optional<Lesson> lesson(Pack pack, String video) {
        return Optional.ofNullable(pack.videos().get(video)).map(v -> Lesson.of(v, pack.texts()));
    }

    public Watch of(Identity who, String pack, String video) {
        return storage.read(tx -> store.find(tx, who.id(), pack, video)).orElse(Watch.NONE);
    }

    /// What an erased person saw, and where they stopped.
    public void forget(Tx tx, Person person) {
        store.forget(tx, person.id());
    }

    /// Keeps where somebody is, and adds what they saw since.
    ///
    /// @param verb empty where they only went on watching
    /// @param from where they were before a jump; else as `at`
    /// @throws dev.countersign.kernel.ProblemException 404, or 409 for who is not enrolled
    public Watch keep(
            Identity who,
            String pack,
            String video,
            Optional<Verb> verb,
            long from,
            long at,
            Spans seen) {
        var length = lesson(pack, video).length();
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            if (!training.enrolments(tx, who.id()).contains(pack)) {
                throw problem(
                        409,
                        "not-enrolled",
                        "you are not enrolled in this course",
                        "enrol first; until then your place is not kept");
            }
            var was = store.find(tx, who.id(), pack, video).orElse(Watch.NONE);
            var all = was.seen().and(seen).within(length);
            if (all.list().size() > MOST_SPANS) {
                throw problem(
                        422,
                        "scattered",
                        "more than " + MOST_SPANS + " separate parts were watched",
                        "watch some of it in one go");
            }
            var now = clock.instant();
            var enough = length > 0 && all.total() >= length * ENOUGH;
            var watch =
                    new Watch(
                            Math.clamp(at, 0, length),
                            all,
                            was.completedAt()
                                    .or(() -> enough ? Optional.of(now) : Optional.empty()));
            store.keep(tx, who.id(), pack, video, watch, now);
            if (verb.isPresent()) {
                tell(tx, new Told(who.id(), pack, video, length), verb.get(), from, watch);
            }
            if (enough && was.completedAt().isEmpty()) {
                tell(tx, new Told(who.id(), pack, video, length), Verb.COMPLETED, at, watch);
            }
            return watch;
        });
    }

    private record Told(String person, String pack, String video, long length) {}

    private void tell(dev.countersign.storage.Tx tx, Told of, Verb verb, long from, Watch watch)
            throws java.sql.SQLException {
        acts.tell(
                tx,
                new LearningAct.Watched(
                        of.person(),
                        of.pack(),
                        of.video(),
                        verb,
                        Math.clamp(verb == Verb.SEEKED ? from : watch.at(), 0, of.length()),
                        watch.at(),
                        of.length(),
                        watch.seen()));
    }

    private static RuntimeException unknown(String what) {
        return problem(
                404, "unknown-video", "there is no video `" + what + "`", "start from the course");
    }

    private static RuntimeException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Your place in the video is as it was", detail, remedy)
                .asException();
    }
}
