package dev.countersign.cohort;

import dev.countersign.storage.Tx;
import dev.countersign.survey.Surveys;
import dev.countersign.survey.Surveys.Held;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The surveys that a course dates, and what was asked of them in a cohort's time.
public final class SurveyDates {
    private final Surveys surveys;

    SurveyDates(Surveys surveys) {
        this.surveys = surveys;
    }

    /// One survey of the schedule; several where it is asked on several days of its week.
    ///
    /// @param due as the cohort's schedule has it
    /// @param held empty while nobody has asked it
    public record Line(String title, Instant due, Optional<Held> held) {
        /// Its own day, where it was asked.
        public Instant at() {
            return held.map(Held::opens).orElse(due);
        }
    }

    List<Line> of(Tx tx, Cohort cohort, List<Due> dues) {
        var out = new ArrayList<Line>();
        for (var due : dues) {
            if (due.kind() == Due.Kind.SURVEY) {
                var asked = held(tx, cohort, due);
                asked.forEach(h -> out.add(new Line(due.title(), due.at(), Optional.of(h))));
                if (asked.isEmpty()) {
                    out.add(new Line(due.title(), due.at(), Optional.empty()));
                }
            }
        }
        out.sort(Comparator.comparing(Line::at));
        return out;
    }

    /// Those of the course's survey that open in the week for which the schedule has it.
    List<Held> held(Tx tx, Cohort cohort, Due due) {
        var week = week(due.at(), cohort.zone());
        return surveys.held(tx, cohort.pack() + "/" + due.ref()).stream()
                .filter(h -> week(h.opens(), cohort.zone()).equals(week))
                .toList();
    }

    /// Where a learner answers it; their list of surveys while it was not asked.
    String href(Tx tx, Cohort cohort, Due due, Instant now) {
        var asked = held(tx, cohort, due);
        return asked.stream()
                .filter(h -> h.isOpen(now))
                .findFirst()
                .or(() -> asked.stream().findFirst())
                .map(h -> "/surveys/" + h.id())
                .orElse("/surveys");
    }

    private static LocalDate week(Instant at, ZoneId zone) {
        return at.atZone(zone)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
