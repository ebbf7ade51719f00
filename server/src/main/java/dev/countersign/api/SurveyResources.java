package dev.countersign.api;

import dev.countersign.course.Survey.Kind;
import dev.countersign.course.Survey.Question;
import dev.countersign.survey.Asked;
import dev.countersign.survey.Audience;
import dev.countersign.survey.FollowUp;
import dev.countersign.survey.Report;
import dev.countersign.survey.Schedule;
import dev.countersign.survey.Surveys;
import dev.countersign.training.Courses;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// `/v1/surveys`: ask, answer, read what was published, react.
public final class SurveyResources {
    private final Surveys surveys;
    private final Courses courses;

    public SurveyResources(Surveys surveys, Courses courses) {
        this.surveys = surveys;
        this.courses = courses;
    }

    public void mount(Web web) {
        web.get("/v1/surveys", this::list);
        web.post("/v1/surveys", this::ask);
        web.get("/v1/surveys/:id", e -> e.json(200, json(seen(e))));
        web.post("/v1/surveys/:id/answers", this::answer);
        web.delete("/v1/surveys/:id/name", this::withdrawName);
        web.post("/v1/surveys/:id/close", this::close);
        web.post("/v1/followups/:id", this::react);
    }

    private Surveys.Seen seen(Exchange e) {
        return surveys.see(e.identity(), e.pathParam("id"));
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "surveys",
                        surveys.of(e.identity()).stream().map(SurveyResources::json).toList(),
                        "follow_ups",
                        surveys.waiting(e.identity()).stream()
                                .map(SurveyResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Surveys.Seen s) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", s.survey().id());
        out.put("title", s.survey().form().title());
        out.put("origin", s.survey().origin());
        out.put("state", s.survey().state().name().toLowerCase(Locale.ROOT));
        out.put("opens", s.survey().opens().toString());
        out.put("closes", s.survey().closes().toString());
        out.put("asked", s.asked());
        out.put("answered", s.answered());
        out.put("named", s.named());
        out.put("answers", s.answers());
        out.put("invited", s.invited());
        out.put("report", json(s.report()));
        out.put("follow_ups", s.followUps().stream().map(SurveyResources::json).toList());
        return out;
    }

    private static Map<String, Object> json(Report r) {
        return Map.of(
                "n",
                r.n(),
                "closed",
                r.closed(),
                "figures",
                json(r.figures()),
                "parts",
                r.parts().stream()
                        .map(p ->
                                Map.of("name", p.name(), "n", p.n(), "figures", json(p.figures())))
                        .toList(),
                "words",
                r.words());
    }

    private static List<Map<String, Object>> json(List<Report.Figure> figures) {
        return figures.stream()
                .map(f ->
                        Map.<String, Object>of(
                                "question", f.question(),
                                "mean", f.meanText(),
                                "counts", f.counts()))
                .toList();
    }

    private static Map<String, Object> json(FollowUp f) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", f.id());
        out.put("survey", f.survey());
        out.put("question", f.item());
        out.put("red", f.red());
        out.put("seen", f.seen());
        out.put("owner", f.owner());
        f.reaction().ifPresent(r -> out.put("reaction", r.text()));
        return out;
    }

    /// `{"title": "…", "marks": ["…"], "open": ["…"]}` or `{"pack": "…", "survey": "…"}`, with
    /// `"roles"`, `"course"`, `"people"`, `"opens"`, `"closes"` and perhaps `"names": true`,
    /// `"publishing": "at_close" | "at_close_by_role" | "in_fives"`.
    private void ask(Exchange e) {
        var f = new Fields(e.json());
        var audience = new Audience(f.texts("roles"), f.text("course", ""), f.texts("people"));
        var when =
                Arrays.stream(Asked.Publishing.values())
                        .filter(p -> p.name().equalsIgnoreCase(f.text("publishing", "at_close")))
                        .findFirst()
                        .orElseThrow(() ->
                                Fields.wrong(
                                        "`publishing` must be at_close, at_close_by_role or"
                                                + " in_fives"));
        var pack = f.text("pack", "");
        Asked.Form form;
        if (pack.isEmpty()) {
            form =
                    new Asked.Form(
                            f.text("title"),
                            questions(f),
                            !f.node().path("names").asBoolean(false),
                            audience,
                            when);
        } else {
            var survey =
                    courses.find(pack)
                            .map(t -> t.pack().surveys().get(f.text("survey")))
                            .orElseThrow(() -> Fields.wrong("`" + pack + "` has no such survey"));
            form =
                    new Asked.Form(
                            survey.title(), survey.questions(), survey.anonymous(), audience, when);
        }
        var asked =
                surveys.ask(
                        e.identity(),
                        form,
                        pack.isEmpty() ? "" : pack + "/" + f.text("survey"),
                        new Schedule.Window(f.instant("opens"), f.instant("closes")));
        e.json(201, Map.of("id", asked.id()));
    }

    private static List<Question> questions(Fields f) {
        var out = new ArrayList<Question>();
        for (var kind : Kind.values()) {
            for (var text : f.texts(kind == Kind.LIKERT5 ? "marks" : "open")) {
                out.add(
                        new Question(
                                "q" + (out.size() + 1),
                                kind,
                                text,
                                OptionalDouble.empty(),
                                OptionalDouble.empty()));
            }
        }
        return out;
    }

    /// `{"marks": {"q1": 4}, "words": {"q2": "…"}, "named": false}`
    private void answer(Exchange e) {
        var body = e.json();
        var marks = new LinkedHashMap<String, Integer>();
        var words = new LinkedHashMap<String, String>();
        body.path("marks").properties().forEach(m -> marks.put(m.getKey(), m.getValue().asInt(0)));
        body.path("words").properties().forEach(w -> words.put(w.getKey(), w.getValue().asText()));
        surveys.answer(
                e.identity(), e.pathParam("id"), marks, words, body.path("named").asBoolean(false));
        e.json(201, Map.of("answered", true));
    }

    private void withdrawName(Exchange e) {
        surveys.withdrawName(e.identity(), e.pathParam("id"));
        e.json(200, Map.of("named", false));
    }

    private void close(Exchange e) {
        surveys.close(e.identity(), e.pathParam("id"));
        e.json(200, json(seen(e)));
    }

    private void react(Exchange e) {
        e.json(
                200,
                json(
                        surveys.react(
                                e.identity(),
                                e.pathParam("id"),
                                new Fields(e.json()).text("reaction"))));
    }
}
