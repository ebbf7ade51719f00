package dev.countersign.training.web;

import dev.countersign.course.Answer;
import dev.countersign.course.Quiz;
import dev.countersign.training.AnswerText;
import dev.countersign.training.Attempts;
import dev.countersign.training.Attempts.Sheet;
import dev.countersign.training.Saves;
import dev.countersign.training.web.Questions.Shown;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A quiz as a page: one form, every change saved at once, handed in by a button.
public final class QuizPages {
    private final Attempts attempts;
    private final Frames frames;

    public QuizPages(Attempts attempts, Frames frames) {
        this.attempts = attempts;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.post("/learn/:pack/quiz/:quiz", this::begin);
        web.get("/attempts/:id", e -> show(e, "", 200));
        web.post("/attempts/:id", this::post);
        web.post("/v1/courses/:pack/quizzes/:quiz/attempts", this::beginJson);
        web.get(
                "/v1/attempts/:id",
                e -> e.json(200, json(attempts.sheet(e.identity(), e.pathParam("id")))));
        web.post("/v1/attempts/:id/answers", this::saveJson);
        web.post("/v1/attempts/:id/submit", this::submitJson);
    }

    private void begin(Exchange e) {
        var attempt = attempts.begin(e.identity(), e.pathParam("pack"), e.pathParam("quiz"));
        e.redirect("/attempts/" + attempt.id());
    }

    private void show(Exchange e, String error, int status) {
        var sheet = attempts.sheet(e.identity(), e.pathParam("id"));
        e.html(
                status,
                e.rendered(
                        "page/quiz.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", sheet.quiz().title()),
                                "sheet",
                                sheet,
                                "items",
                                shown(sheet),
                                "error",
                                error)));
    }

    private void post(Exchange e) {
        var sheet = attempts.sheet(e.identity(), e.pathParam("id"));
        var id = sheet.attempt().id();
        AnswerForm.post(
                e,
                sheet.items(),
                new AnswerForm.Doing() {
                    @Override
                    public Map<String, Answer> save(Saves saves) {
                        return attempts.save(e.identity(), id, saves);
                    }

                    @Override
                    public void submit(Saves saves) {
                        attempts.submit(e.identity(), id, saves);
                    }

                    @Override
                    public void show(String error, int status) {
                        QuizPages.this.show(e, error, status);
                    }
                });
    }

    /// The questions of an attempt, as its learner may see them now.
    public static List<Shown> shown(Sheet sheet) {
        var mentors = new HashMap<String, String>();
        sheet.mentors().forEach((item, mark) -> mentors.put(item, mark.words()));
        return Questions.shown(
                new Questions.Asked(
                        sheet.items(),
                        sheet.answers(),
                        sheet.marks(),
                        mentors,
                        sheet.quiz().shuffle(),
                        sheet.attempt().seed(),
                        tells(sheet)));
    }

    /// Whether right answers may be told: never while the attempt is open.
    private static boolean tells(Sheet sheet) {
        return !sheet.attempt().isOpen()
                && (sheet.quiz().feedback() != Quiz.Feedback.AFTER_PASS
                        || sheet.passed()
                        || sheet.attempt().number() >= sheet.quiz().attempts());
    }

    private void beginJson(Exchange e) {
        var attempt = attempts.begin(e.identity(), e.pathParam("pack"), e.pathParam("quiz"));
        e.json(201, json(attempts.sheet(e.identity(), attempt.id())));
    }

    private void saveJson(Exchange e) {
        AnswerForm.saved(e, attempts.save(e.identity(), e.pathParam("id"), AnswerForm.fromJson(e)));
    }

    private void submitJson(Exchange e) {
        attempts.submit(e.identity(), e.pathParam("id"), AnswerForm.fromJson(e));
        e.json(200, json(attempts.sheet(e.identity(), e.pathParam("id"))));
    }

    /// Nothing that is right is in it before the attempt is over.
    private static Map<String, Object> json(Sheet sheet) {
        var out = new LinkedHashMap<String, Object>();
        var a = sheet.attempt();
        out.put("id", a.id());
        out.put("pack", a.pack());
        out.put("quiz", a.quiz());
        out.put("number", a.number());
        out.put("state", a.isOpen() ? "open" : "ended");
        out.put("due_at", a.dueAt().map(String::valueOf).orElse(""));
        a.score().ifPresent(s -> out.put("score", s));
        if (!a.isOpen()) {
            out.put("passed", sheet.passed());
            out.put("to_mark", a.openItems());
        }
        out.put("answers", AnswerText.json(sheet.answers()));
        out.put("seq", sheet.base());
        out.put("items", shown(sheet).stream().map(s -> json(s, !a.isOpen())).toList());
        return out;
    }

    static Map<String, Object> json(Shown s, boolean ended) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", s.item().id());
        out.put("kind", s.kind());
        out.put("ask", s.item().ask());
        out.put("weight", s.item().weight());
        if (!s.parts().isEmpty()) {
            out.put(
                    "parts",
                    s.parts().stream().map(p -> Map.of("id", p.id(), "text", p.text())).toList());
        }
        if (!s.choices().isEmpty()) {
            out.put("choices", s.choices());
        }
        out.put("answered", s.answered());
        if (ended) {
            out.put("mark", s.mark() < 0 ? "open" : s.mark());
        }
        return out;
    }
}
