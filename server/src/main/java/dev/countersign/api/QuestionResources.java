package dev.countersign.api;

import dev.countersign.coaching.Post;
import dev.countersign.coaching.Questions;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/v1/courses/{pack}/questions`: questions on a module, which is always named.
public final class QuestionResources {
    private static final String ALL = "/v1/courses/:pack/questions";
    private static final String ONE = ALL + "/:id";

    private final Questions questions;

    public QuestionResources(Questions questions) {
        this.questions = questions;
    }

    public void mount(Web web) {
        web.get(ALL, this::list);
        web.post(ALL, this::ask);
        web.post(ONE + "/answers", this::answer);
        web.post(ONE + "/edit", this::edit);
        web.post(ONE + "/accept", e -> act(e, questions::accept));
        web.post(ONE + "/hide", e -> act(e, questions::hide));
        web.delete(ONE, this::delete);
    }

    /// `?module=m1&q=words`
    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "questions",
                        questions
                                .threads(
                                        e.identity(),
                                        e.pathParam("pack"),
                                        e.param("module"),
                                        e.param("q"))
                                .stream()
                                .map(QuestionResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Post.Talk t) {
        var out = json(t.question());
        out.put("title", t.question().title());
        out.put("place", t.question().place());
        out.put("accepted", t.question().accepted());
        out.put("unread", t.unread());
        out.put("answers", t.answers().stream().map(QuestionResources::json).toList());
        return out;
    }

    private static Map<String, Object> json(Post p) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", p.id());
        out.put("author", p.author());
        out.put("text", p.text());
        out.put("state", p.state().name().toLowerCase(java.util.Locale.ROOT));
        out.put("at", p.at().toString());
        return out;
    }

    /// `{"module": "m1", "title": "…", "text": "…", "place": "lab:1.2"}`
    private void ask(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                201,
                json(
                        questions.ask(
                                e.identity(),
                                e.pathParam("pack"),
                                f.text("module"),
                                f.text("place", ""),
                                f.text("title"),
                                f.text("text", ""))));
    }

    private void answer(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                201,
                json(
                        questions.answer(
                                e.identity(),
                                e.pathParam("pack"),
                                f.text("module"),
                                e.pathParam("id"),
                                f.text("text"))));
    }

    private void edit(Exchange e) {
        var f = new Fields(e.json());
        questions.edit(
                e.identity(),
                e.pathParam("pack"),
                f.text("module"),
                e.pathParam("id"),
                f.text("title", ""),
                f.text("text", ""));
        e.json(200, Map.of("edited", true));
    }

    @FunctionalInterface
    private interface Act {
        void on(dev.countersign.people.Identity by, String pack, String module, String id);
    }

    private static void act(Exchange e, Act act) {
        act.on(
                e.identity(),
                e.pathParam("pack"),
                new Fields(e.json()).text("module"),
                e.pathParam("id"));
        e.json(200, Map.of("done", true));
    }

    /// `?module=m1`
    private void delete(Exchange e) {
        questions.delete(e.identity(), e.pathParam("pack"), e.param("module"), e.pathParam("id"));
        e.json(200, Map.of("deleted", true));
    }
}
