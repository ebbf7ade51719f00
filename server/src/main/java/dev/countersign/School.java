package dev.countersign;

import dev.countersign.api.CompetencyResources;
import dev.countersign.api.CourseResources;
import dev.countersign.api.CredentialResources;
import dev.countersign.api.LabResources;
import dev.countersign.api.MentorResources;
import dev.countersign.course.Quiz;
import dev.countersign.credential.CertificatePrinter;
import dev.countersign.credential.Competencies;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LearningEvidence;
import dev.countersign.credential.LearningPieces;
import dev.countersign.credential.TeamView;
import dev.countersign.credential.web.CompetencyPages;
import dev.countersign.credential.web.CredentialPages;
import dev.countersign.gate.Condition;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.lrs.LearningRecords;
import dev.countersign.lrs.web.KeyPages;
import dev.countersign.lrs.web.RecordPages;
import dev.countersign.material.Certificates;
import dev.countersign.material.Live;
import dev.countersign.material.Making;
import dev.countersign.material.Materials;
import dev.countersign.material.web.MaterialPages;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.survey.Surveys;
import dev.countersign.timer.Timers;
import dev.countersign.training.Acts;
import dev.countersign.training.Practised;
import dev.countersign.training.Training;
import dev.countersign.training.web.CurriculumPages;
import dev.countersign.training.web.ItemPages;
import dev.countersign.training.web.LabPages;
import dev.countersign.training.web.LearnPages;
import dev.countersign.training.web.MarkingPages;
import dev.countersign.training.web.MentorPages;
import dev.countersign.training.web.QuizPages;
import dev.countersign.training.web.TryPages;
import dev.countersign.training.web.VideoPages;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;

/// Courses, learning, quizzes, competencies and materials, put together; and the way from a shut
/// gate to the quiz that opens it.
final class School {
    private final People people;
    private final Acts acts = new Acts();
    private final Training training;
    private final Competencies competencies;
    private final Credentials credentials;
    private final InstantSource clock;
    private final Voices voices;
    private final Materials materials;
    private final Making making;

    School(
            Storage storage,
            Ledger ledger,
            People people,
            Gates gates,
            Practised practised,
            Timers timers,
            Credentials.IssuerSettings issuer,
            Supplier<Live> live,
            Supplier<Quiz.Counts> counts,
            InstantSource clock,
            Ids ids,
            SecureRandom random) {
        this.people = people;
        this.clock = clock;
        training = new Training(storage, ledger, people, gates, acts, practised, clock, ids);
        voices = new Voices(storage, ledger, people, training, clock, ids, random);
        materials =
                new Materials(
                        storage,
                        ledger,
                        people,
                        training.courses(),
                        training.learning(),
                        live,
                        clock);
        making = new Making(materials, training.courses(), storage, timers, clock, ids);
        training.courses().countBy(counts);
        training.courses().refresh();
        ledger.watch("course.kept", _ -> training.courses().refresh());
        gates.lead(this::way);
        competencies =
                new Competencies(storage, ledger, people, training.courses(), gates, timers, clock);
        credentials =
                new Credentials(
                        storage,
                        ledger,
                        people,
                        competencies,
                        training.courses(),
                        issuer,
                        clock,
                        ids);
        acts.watch(new LearningEvidence(gates, clock));
        acts.watch(new LearningPieces(competencies, clock));
    }

    Surveys surveys() {
        return voices.surveys();
    }

    /// What is learned is told as statements, in the transaction of its cause.
    LearningRecords records(
            Storage storage,
            Ledger ledger,
            Supplier<String> home,
            InstantSource clock,
            Ids ids,
            SecureRandom random) {
        var records =
                new LearningRecords(
                        new LearningRecords.Parts(
                                storage,
                                ledger,
                                people,
                                training.courses(),
                                home,
                                clock,
                                ids,
                                random));
        acts.watch(records::told);
        return records;
    }

    /// Before the pages of courses, whose addresses would take these.
    void mountRecords(LearningRecords records, Web web, Frames frames) {
        new KeyPages(records.keys(), frames).mount(web);
        new RecordPages(records, people, training.courses(), frames).mount(web);
    }

    /// What is missing is met on somebody's course, or by the tool's own proof.
    private String way(String tool, Condition condition) {
        if (condition instanceof Condition.Recorded r && r.type().equals("quiz")) {
            var quizzes = training.courses().opening(tool);
            return quizzes.isEmpty()
                    ? ""
                    : "; take it at /learn/" + quizzes.getFirst().replaceFirst("/.*", "");
        }
        if (condition instanceof Condition.Recorded r && r.type().equals("competency")) {
            return "; what is missing: /learn/competencies";
        }
        return QualityRoom.way(tool, condition);
    }

    Training training() {
        return training;
    }

    /// The certificate as a tagged file, in the words that a page shows.
    private static Optional<byte[]> printed(CertificatePrinter.Certificate c) {
        var shown = c.level().isEmpty() ? c.achievement() : c.achievement() + ", " + c.level();
        return Optional.of(
                Certificates.pdf(
                                new Certificates.Certificate(
                                        c.holder(),
                                        shown,
                                        c.issuedAt().atZone(ZoneOffset.UTC).toLocalDate(),
                                        c.evidence(),
                                        c.id(),
                                        c.verify(),
                                        c.issuer()))
                        .bytes());
    }

    void mount(Web web, Frames frames) {
        voices.mount(web, frames);
        new CourseResources(training.courses(), training.learning()).mount(web);
        new LabResources(training).mount(web);
        new MentorResources(training).mount(web);
        var team = new TeamView(competencies, training.mentoring(), training.courses(), people);
        new CompetencyResources(competencies, team, clock).mount(web);
        new CredentialResources(credentials, team).mount(web);
        // Before the pages of courses, whose ids stand at the same place of an address.
        new CompetencyPages(competencies, credentials, team, people, frames).mount(web);
        new CredentialPages(credentials, School::printed, team, people, frames, clock).mount(web);
        new QuizPages(training.attempts(), frames).mount(web);
        new MarkingPages(training.attempts(), people, frames).mount(web);
        new ItemPages(training.quizCare(), training.courses(), people, frames).mount(web);
        new MentorPages(training, people, frames).mount(web);
        new TryPages(training.drills(), frames).mount(web);
        new LabPages(training, people, frames).mount(web);
        new MaterialPages(materials, making, training.courses(), people, frames).mount(web);
        new VideoPages(training, people, frames).mount(web);
        new CurriculumPages(training, frames).mount(web);
        new LearnPages(training, frames).mount(web);
    }

    void runDue() {
        training.runDue();
        competencies.runDue();
        voices.runDue();
        making.produceDue();
    }

    /// Waits until no material is being made.
    void settle() throws InterruptedException {
        making.settle();
    }

    /// What other nodes brought into force.
    void refresh() {
        training.courses().refresh();
    }
}
