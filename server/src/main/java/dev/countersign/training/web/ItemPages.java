package dev.countersign.training.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.training.Courses;
import dev.countersign.training.QuizCare;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the questions of a quiz do, for those who answer for it; and `/v1` beside it.
public final class ItemPages {
    private final QuizCare care;
    private final Courses courses;
    private final People people;
    private final Frames frames;

    public ItemPages(QuizCare care, Courses courses, People people, Frames frames) {
        this.care = care;
        this.courses = courses;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/:pack/quizzes/:quiz", e -> show(e, List.of(), "", "", 200));
        web.post("/learn/:pack/quizzes/:quiz/remark", this::remark);
        web.post("/learn/:pack/quizzes/:quiz/time", this::time);
        web.get("/v1/courses/:pack/quizzes/:quiz/items", this::json);
        web.post("/v1/courses/:pack/quizzes/:quiz/remark", this::remarkJson);
        web.post("/v1/people/:id/quiz-time", this::timeJson);
    }

    private void show(
            Exchange e, List<QuizCare.Remarked> remarked, String note, String error, int status) {
        var pack = e.pathParam("pack");
        var quiz = e.pathParam("quiz");
        var figures = care.figures(e.identity(), pack, quiz);
        var taught = courses.find(pack).orElseThrow().pack();
        e.html(
                status,
                e.rendered(
                        "page/items.jte",
                        Map.ofEntries(
                                Map.entry("frame", frames.frame(e, "learn", "Questions")),
                                Map.entry("pack", taught),
                                Map.entry("quiz", taught.quiz(quiz).orElseThrow()),
                                Map.entry("figures", figures),
                                Map.entry("remarked", remarked),
                                Map.entry("remarks", QuizCare.remarks(e.identity())),
                                Map.entry("people", people.everyone()),
                                Map.entry("typed", e.rawParam("why")),
                                Map.entry("note", note),
                                Map.entry("error", error))));
    }

    private void remark(Exchange e) {
        try {
            var changed =
                    care.remark(
                            e.identity(),
                            e.pathParam("pack"),
                            e.pathParam("quiz"),
                            e.rawParam("why"));
            show(
                    e,
                    changed,
                    changed.isEmpty()
                            ? "Every attempt keeps its score."
                            : changed.size() + " scores changed.",
                    "",
                    200);
        } catch (ProblemException refused) {
            refused(e, refused);
        }
    }

    private void time(Exchange e) {
        try {
            care.moreTime(e.identity(), e.param("person"), e.intParam("percent", -1));
            show(e, List.of(), "It counts from the next attempt on.", "", 200);
        } catch (ProblemException refused) {
            refused(e, refused);
        }
    }

    private void refused(Exchange e, ProblemException refused) {
        var p = refused.problem();
        show(e, List.of(), "", Words.sentences(p.detail(), p.remedy()), p.status());
    }

    private void json(Exchange e) {
        e.json(
                200,
                Map.of(
                        "items",
                        care
                                .figures(e.identity(), e.pathParam("pack"), e.pathParam("quiz"))
                                .stream()
                                .map(f -> {
                                    var out = new LinkedHashMap<String, Object>();
                                    out.put("id", f.item().id());
                                    out.put("asked", f.asked());
                                    out.put("difficulty", f.difficulty());
                                    f.discrimination().ifPresent(d -> out.put("discrimination", d));
                                    out.put("unanswered", f.unanswered());
                                    out.put("chosen", f.chosen());
                                    out.put("remarks", f.remarks());
                                    return out;
                                })
                                .toList()));
    }

    private void remarkJson(Exchange e) {
        var changed =
                care.remark(
                        e.identity(),
                        e.pathParam("pack"),
                        e.pathParam("quiz"),
                        e.json().path("why").asText());
        e.json(
                200,
                Map.of(
                        "changed",
                        changed.stream()
                                .map(r ->
                                        Map.of(
                                                "attempt", r.attempt(),
                                                "before", r.before(),
                                                "after", r.after()))
                                .toList()));
    }

    private void timeJson(Exchange e) {
        care.moreTime(e.identity(), e.pathParam("id"), e.json().path("percent").asInt(-1));
        e.json(200, Map.of("given", true));
    }
}
