package dev.countersign;

import dev.countersign.api.CalendarResources;
import dev.countersign.api.CohortResources;
import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.web.CalendarPages;
import dev.countersign.cohort.web.CohortPages;
import dev.countersign.cohort.web.SessionPages;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.report.Line;
import dev.countersign.training.Training;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.util.List;

/// Cohorts, their calendar and what people are told about it, put together.
final class StaffRoom {
    private final Cohorts cohorts;

    StaffRoom(Cohorts.Parts parts) {
        cohorts = new Cohorts(parts);
    }

    /// Before the pages of courses, whose addresses begin with any name.
    void mount(Web web, People people, Training training, Frames frames, InstantSource clock) {
        new CohortResources(cohorts).mount(web);
        new CalendarResources(cohorts).mount(web);
        new CalendarPages(cohorts, frames, clock).mount(web);
        new CohortPages(cohorts, training.courses(), people, frames).mount(web);
        new SessionPages(cohorts, people, frames, clock).mount(web);
    }

    /// What somebody was told and has not seen, for their home page.
    List<Line> told(Identity who) {
        return cohorts.notices().of(who).stream()
                .map(n -> new Line(n.sentence(), n.href()))
                .toList();
    }
}
