package dev.countersign.training.web;

import dev.countersign.course.Answer;
import dev.countersign.training.Drills;
import dev.countersign.training.Drills.Sheet;
import dev.countersign.training.Saves;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A try at a drill, as a page and as JSON.
public final class TryPages {
    private final Drills drills;
    private final Frames frames;

    public TryPages(Drills drills, Frames frames) {
        this.drills = drills;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.post("/learn/:pack/labs/:lab/tries", this::begin);
        web.get("/tries/:id", e -> show(e, "", 200));
        web.post("/tries/:id", this::post);
        web.post("/v1/courses/:pack/labs/:lab/tries", this::beginJson);
        web.get(
                "/v1/tries/:id",
                e -> e.json(200, json(drills.sheet(e.identity(), e.pathParam("id")))));
        web.post("/v1/tries/:id/answers", this::saveJson);
        web.post("/v1/tries/:id/submit", this::submitJson);
    }

    private void begin(Exchange e) {
        e.redirect(
                "/tries/"
                        + drills.begin(e.identity(), e.pathParam("pack"), e.pathParam("lab")).id());
    }

    private void show(Exchange e, String error, int status) {
        var sheet = drills.sheet(e.identity(), e.pathParam("id"));
        e.html(
                status,
                e.rendered(
                        "page/try.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", sheet.lab().title()),
                                "sheet",
                                sheet,
                                "items",
                                shown(sheet),
                                "error",
                                error)));
    }

    /// The questions of a try, as its learner may see them now.
    public static List<Questions.Shown> shown(Sheet sheet) {
        return Questions.shown(
                new Questions.Asked(
                        sheet.items(),
                        sheet.answers(),
                        sheet.marks(),
                        Map.of(),
                        true,
                        sheet.current().seed(),
                        !sheet.current().isOpen()));
    }

    private void post(Exchange e) {
        var sheet = drills.sheet(e.identity(), e.pathParam("id"));
        var id = sheet.current().id();
        AnswerForm.post(
                e,
                sheet.items(),
                new AnswerForm.Doing() {
                    @Override
                    public Map<String, Answer> save(Saves saves) {
                        return drills.save(e.identity(), id, saves);
                    }

                    @Override
                    public void submit(Saves saves) {
                        drills.submit(e.identity(), id, saves);
                    }

                    @Override
                    public void show(String error, int status) {
                        TryPages.this.show(e, error, status);
                    }
                });
    }

    private void beginJson(Exchange e) {
        var made = drills.begin(e.identity(), e.pathParam("pack"), e.pathParam("lab"));
        e.json(201, json(drills.sheet(e.identity(), made.id())));
    }

    private void saveJson(Exchange e) {
        AnswerForm.saved(e, drills.save(e.identity(), e.pathParam("id"), AnswerForm.fromJson(e)));
    }

    private void submitJson(Exchange e) {
        e.json(200, json(drills.submit(e.identity(), e.pathParam("id"), AnswerForm.fromJson(e))));
    }

    /// Nothing that is right is in it before the try has ended.
    private static Map<String, Object> json(Sheet sheet) {
        var out = new LinkedHashMap<String, Object>();
        var t = sheet.current();
        out.put("id", t.id());
        out.put("pack", sheet.pack().id());
        out.put("lab", sheet.lab().id());
        out.put("number", t.number());
        out.put("state", t.isOpen() ? "open" : "ended");
        if (!t.isOpen()) {
            out.put("right", t.right());
            out.put("asked", t.asked());
        }
        out.put("seq", sheet.base());
        out.put("items", shown(sheet).stream().map(s -> QuizPages.json(s, !t.isOpen())).toList());
        return out;
    }
}
