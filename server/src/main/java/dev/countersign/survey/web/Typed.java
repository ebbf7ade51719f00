package dev.countersign.survey.web;

import dev.countersign.course.Survey.Kind;
import dev.countersign.course.Survey.Question;
import dev.countersign.kernel.Problem;
import dev.countersign.survey.Asked.Form;
import dev.countersign.survey.Asked.Publishing;
import dev.countersign.survey.Audience;
import dev.countersign.survey.Schedule;
import dev.countersign.ui.Exchange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A survey as somebody typed it into the form.
///
/// @param source `PACK/SURVEY`, or empty for one's own questions
record Typed(
        String source,
        String title,
        String marks,
        String open,
        List<String> roles,
        String course,
        List<String> people,
        boolean names,
        String publishing,
        String first,
        int hours,
        int days) {
    static Typed empty(LocalDate today) {
        return new Typed(
                "",
                "",
                "",
                "",
                List.of(),
                "",
                List.of(),
                false,
                "AT_CLOSE",
                today.toString(),
                48,
                1);
    }

    static Typed of(Exchange e) {
        return new Typed(
                e.param("source"),
                e.param("title"),
                e.rawParam("marks"),
                e.rawParam("open"),
                e.params("role"),
                e.param("course"),
                e.params("person"),
                e.param("names").equals("yes"),
                e.param("publishing"),
                e.param("first"),
                e.intParam("hours", 48),
                e.intParam("days", 1));
    }

    Form form() {
        var questions = new ArrayList<Question>();
        lines(marks).forEach(l -> questions.add(question("q", questions, Kind.LIKERT5, l)));
        lines(open).forEach(l -> questions.add(question("q", questions, Kind.OPEN, l)));
        return new Form(title, questions, !names, audience(), when());
    }

    Form form(dev.countersign.course.Survey survey) {
        return new Form(survey.title(), survey.questions(), survey.anonymous(), audience(), when());
    }

    private static Question question(String prefix, List<Question> before, Kind kind, String text) {
        return new Question(
                prefix + (before.size() + 1),
                kind,
                text,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    private Audience audience() {
        return new Audience(filled(roles), course, filled(people));
    }

    private static List<String> filled(List<String> values) {
        return values.stream().filter(v -> !v.isEmpty()).toList();
    }

    private Publishing when() {
        return Arrays.stream(Publishing.values())
                .filter(p -> p.name().equals(publishing.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Publishing.AT_CLOSE);
    }

    /// The windows of one's own questions: as many working days as asked for.
    List<Schedule.Window> windows(ZoneId zone) {
        return Schedule.onWorkingDays(day(), bounded("days", days, 20), length(), zone);
    }

    List<Schedule.Window> windows(dev.countersign.course.Survey survey, ZoneId zone) {
        return Schedule.inWeek(day(), survey.week(), survey.day(), length(), zone);
    }

    private Duration length() {
        return Duration.ofHours(bounded("hours", hours, 24 * 60));
    }

    private static int bounded(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw wrong("`" + name + "` is " + value, "use a number from 1 to " + most);
        }
        return value;
    }

    private LocalDate day() {
        try {
            return LocalDate.parse(first);
        } catch (DateTimeException e) {
            throw wrong("the first day is `" + first + "`", "use a date such as 2026-11-30");
        }
    }

    private static RuntimeException wrong(String detail, String remedy) {
        return new Problem(422, "survey", "Nobody was asked yet", detail, remedy).asException();
    }
}
