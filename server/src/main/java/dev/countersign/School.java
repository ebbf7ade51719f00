package dev.countersign;

import dev.countersign.api.CourseResources;
import dev.countersign.gate.Condition;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.material.Live;
import dev.countersign.material.Making;
import dev.countersign.material.Materials;
import dev.countersign.material.web.MaterialPages;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.timer.Timers;
import dev.countersign.training.Acts;
import dev.countersign.training.Attempts;
import dev.countersign.training.Courses;
import dev.countersign.training.Learning;
import dev.countersign.training.web.LearnPages;
import dev.countersign.training.web.MarkingPages;
import dev.countersign.training.web.QuizPages;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Courses, learning, quizzes and materials, put together; and the way from a shut gate to the quiz
/// that opens it.
final class School {
    private final People people;
    private final Acts acts = new Acts();
    private final Courses courses;
    private final Learning learning;
    private final Attempts attempts;
    private final Materials materials;
    private final Making making;

    School(
            Storage storage,
            Ledger ledger,
            People people,
            Gates gates,
            Timers timers,
            Supplier<Live> live,
            InstantSource clock,
            Ids ids) {
        this.people = people;
        courses = new Courses(storage, ledger, clock);
        learning = new Learning(storage, ledger, people, courses, acts, clock);
        attempts = new Attempts(storage, ledger, people, courses, gates, acts, clock, ids);
        materials = new Materials(storage, ledger, people, courses, learning, live, clock);
        making = new Making(materials, courses, storage, timers, clock, ids);
        courses.refresh();
        ledger.watch("course.kept", _ -> courses.refresh());
        gates.lead(this::way);
    }

    /// What is missing is met on somebody's course, or by the tool's own proof.
    private String way(String tool, Condition condition) {
        if (condition instanceof Condition.Recorded r && r.type().equals("quiz")) {
            var quizzes = courses.opening(tool);
            return quizzes.isEmpty()
                    ? ""
                    : "; take it at /learn/" + quizzes.getFirst().replaceFirst("/.*", "");
        }
        return QualityRoom.way(tool, condition);
    }

    void mount(Web web, Frames frames) {
        new CourseResources(courses, learning).mount(web);
        new QuizPages(attempts, frames).mount(web);
        new MarkingPages(attempts, people, frames).mount(web);
        new MaterialPages(materials, making, courses, people, frames).mount(web);
        new LearnPages(learning, courses, frames).mount(web);
    }

    void runDue() {
        attempts.endOverdue();
        making.produceDue();
    }

    /// Waits until no material is being made.
    void settle() throws InterruptedException {
        making.settle();
    }

    /// What other nodes brought into force.
    void refresh() {
        courses.refresh();
    }
}
