package dev.countersign.training.web;

import dev.countersign.course.Answer;
import dev.countersign.course.Quiz;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.training.AnswerText;
import dev.countersign.training.Attempts;
import dev.countersign.training.Attempts.Sheet;
import dev.countersign.training.web.Questions.Shown;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
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
        try {
            var answers = new LinkedHashMap<String, Answer>();
            for (var item : sheet.items()) {
                answers.put(item.id(), AnswerText.fromForm(item, e::params));
            }
            if (e.param("do").equals("submit")) {
                attempts.submit(e.identity(), sheet.attempt().id(), answers);
            } else {
                attempts.save(e.identity(), sheet.attempt().id(), answers);
            }
            e.redirect("/attempts/" + sheet.attempt().id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, Words.sentences(p.detail(), p.remedy()), p.status());
        } catch (IllegalArgumentException tooLong) {
            show(e, Words.sentences(String.valueOf(tooLong.getMessage()), "shorten it"), 422);
        }
    }

    private static List<Shown> shown(Sheet sheet) {
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
        attempts.save(e.identity(), e.pathParam("id"), answers(e));
        e.json(200, Map.of("saved", true));
    }

    private void submitJson(Exchange e) {
        attempts.submit(e.identity(), e.pathParam("id"), answers(e));
        e.json(200, json(attempts.sheet(e.identity(), e.pathParam("id"))));
    }

    static Map<String, Answer> answers(Exchange e) {
        var out = new LinkedHashMap<String, Answer>();
        if (e.body().isBlank()) {
            return out;
        }
        try {
            var all = e.json().path("answers");
            if (!all.isObject() && !all.isMissingNode()) {
                throw new IllegalArgumentException("answers are an object, by question");
            }
            all.properties().forEach(a -> out.put(a.getKey(), AnswerText.read(a.getValue())));
            return out;
        } catch (IllegalArgumentException unfit) {
            throw new Problem(
                            422,
                            "answer",
                            "The answer cannot be taken",
                            String.valueOf(unfit.getMessage()) + "; nothing was handed in",
                            "mend it and send all of them again")
                    .asException();
        }
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
