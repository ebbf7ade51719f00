package dev.countersign;

import dev.countersign.api.CoachingResources;
import dev.countersign.api.PriorResources;
import dev.countersign.api.QuestionResources;
import dev.countersign.api.SurveyResources;
import dev.countersign.coaching.Concerns;
import dev.countersign.coaching.Questions;
import dev.countersign.coaching.Skills;
import dev.countersign.coaching.web.ConcernPages;
import dev.countersign.coaching.web.QuestionPages;
import dev.countersign.coaching.web.SkillPages;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.survey.Surveys;
import dev.countersign.survey.web.SurveyPages;
import dev.countersign.training.Training;
import dev.countersign.training.web.PriorPages;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What people say: answers to surveys, concerns, skills, questions; put together.
final class Voices {
    private final People people;
    private final Training training;
    private final InstantSource clock;
    private final Surveys surveys;
    private final Concerns concerns;
    private final Skills skills;
    private final Questions questions;

    Voices(
            Storage storage,
            Ledger ledger,
            People people,
            Training training,
            InstantSource clock,
            Ids ids,
            SecureRandom random) {
        this.people = people;
        this.training = training;
        this.clock = clock;
        surveys = new Surveys(storage, ledger, people, training.learning(), clock, ids, random);
        concerns = new Concerns(storage, ledger, people, training.mentoring(), clock, ids, random);
        skills = new Skills(storage, ledger, people, training.mentoring(), clock, ids);
        questions =
                new Questions(
                        storage,
                        ledger,
                        people,
                        training.courses(),
                        training.learning(),
                        clock,
                        ids);
    }

    Surveys surveys() {
        return surveys;
    }

    /// Before the pages of courses, whose addresses would take these for sections.
    void mount(Web web, Frames frames) {
        new SurveyResources(surveys, training.courses()).mount(web);
        new CoachingResources(concerns, skills).mount(web);
        new QuestionResources(questions).mount(web);
        new PriorResources(training.prior()).mount(web);
        new SurveyPages(surveys, training.courses(), people, frames, clock).mount(web);
        new ConcernPages(concerns, people, frames).mount(web);
        new SkillPages(skills, people, frames).mount(web);
        new QuestionPages(questions, people, frames).mount(web);
        new PriorPages(training.prior(), people, frames).mount(web);
    }

    void runDue() {
        surveys.runDue();
    }
}
