package dev.countersign.cohort;

import dev.countersign.course.Pack;
import dev.countersign.escalation.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Something of a course that has a date.
///
/// @param ref the quiz, lab or survey
/// @param module whose end it belongs to; empty where to none
public record Due(Kind kind, String ref, String module, String title, Instant at) {
    private static final LocalTime END_OF_DAY = LocalTime.of(17, 0);

    public enum Kind {
        QUIZ,
        LAB,
        SURVEY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A module's quizzes and labs are due at the end of its last week, and never before it is
    /// taught; the assessment when everything else is.
    static List<Due> of(
            Pack pack,
            Timetable table,
            int first,
            BusinessCalendar calendar,
            List<Plan.Proposed> sessions) {
        var out = new ArrayList<Due>();
        var taught = Plan.lastTaught(sessions);
        for (var module : pack.modules()) {
            var at = endOf(module, table, first, calendar, taught);
            var quizzes = new LinkedHashSet<String>();
            var labs = new LinkedHashSet<String>();
            for (var section : module.sections()) {
                section.quiz()
                        .filter(q -> !pack.assessment().equals(java.util.Optional.of(q)))
                        .ifPresent(quizzes::add);
                labs.addAll(section.labs());
            }
            quizzes.forEach(q ->
                    pack.quiz(q)
                            .ifPresent(z ->
                                    out.add(new Due(Kind.QUIZ, q, module.id(), z.title(), at))));
            labs.forEach(l ->
                    pack.lab(l)
                            .ifPresent(z ->
                                    out.add(new Due(Kind.LAB, l, module.id(), z.title(), at))));
        }
        var last =
                pack.modules().stream()
                        .map(m -> endOf(m, table, first, calendar, taught))
                        .max(Comparator.naturalOrder());
        pack.assessment()
                .flatMap(pack::quiz)
                .ifPresent(q ->
                        last.ifPresent(
                                at -> out.add(new Due(Kind.QUIZ, q.id(), "", q.title(), at))));
        for (var survey : pack.surveys().values()) {
            var day =
                    open(
                            Plan.on(
                                    table.monday(),
                                    first,
                                    Math.max(first, survey.week()),
                                    day(survey.day())),
                            calendar);
            out.add(
                    new Due(
                            Kind.SURVEY,
                            survey.id(),
                            "",
                            survey.title(),
                            Moments.at(day, END_OF_DAY, table.zone())));
        }
        return out;
    }

    private static Instant endOf(
            Pack.Module module,
            Timetable table,
            int first,
            BusinessCalendar calendar,
            Map<String, Instant> taught) {
        var week = module.weeks().stream().max(Comparator.naturalOrder()).orElse(first);
        var friday = open(Plan.on(table.monday(), first, week, DayOfWeek.FRIDAY), calendar);
        var planned = Moments.at(friday, END_OF_DAY, table.zone());
        var over = taught.getOrDefault(module.id(), planned);
        if (!over.isAfter(planned)) {
            return planned;
        }
        // Holidays, or weeks that the course does not name: the Friday after it was taught.
        var day = over.atZone(table.zone()).toLocalDate();
        var next = day.plusDays(Math.floorMod(5 - day.getDayOfWeek().getValue(), 7));
        var then = Moments.at(open(next, calendar), END_OF_DAY, table.zone());
        return then.isBefore(over) ? over : then;
    }

    private static LocalDate open(LocalDate day, BusinessCalendar calendar) {
        var at = day;
        while (calendar.whyClosed(at).isPresent() || at.getDayOfWeek().getValue() > 5) {
            at = at.plusDays(1);
        }
        return at;
    }

    private static DayOfWeek day(String name) {
        for (var day : DayOfWeek.values()) {
            if (!name.isEmpty() && day.name().toLowerCase(Locale.ROOT).startsWith(name)) {
                return day;
            }
        }
        return DayOfWeek.FRIDAY;
    }

    /// What would be due before it is taught, in sentences.
    ///
    /// @param taught when the last session of each module ends
    static List<String> tooEarly(List<Due> dues, Map<String, Instant> taught, ZoneId zone) {
        return dues.stream()
                .filter(d ->
                        taught.containsKey(d.module())
                                && d.at().isBefore(taught.getOrDefault(d.module(), d.at())))
                .map(d ->
                        "%s `%s` is due on %s, before module `%s` is taught to its end on %s: move one of them"
                                .formatted(
                                        d.kind().word(),
                                        d.ref(),
                                        d.at().atZone(zone).toLocalDate(),
                                        d.module(),
                                        taught.getOrDefault(d.module(), d.at())
                                                .atZone(zone)
                                                .toLocalDate()))
                .toList();
    }
}
