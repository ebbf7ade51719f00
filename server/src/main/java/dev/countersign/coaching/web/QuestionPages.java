package dev.countersign.coaching.web;

import dev.countersign.coaching.Post;
import dev.countersign.coaching.Questions;
import dev.countersign.coaching.Questions.Board;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Refusals;
import dev.countersign.ui.Web;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Questions on a module, and one of them with its answers.
public final class QuestionPages {
    private static final String ALL = "/learn/:pack/:module/questions";
    private static final String ONE = ALL + "/:id";

    private final Questions questions;
    private final People people;
    private final Frames frames;

    public QuestionPages(Questions questions, People people, Frames frames) {
        this.questions = questions;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(ALL, e -> list(e, "", 200));
        web.post(ALL, this::ask);
        web.get(ONE, e -> show(e, "", 200));
        web.post(ONE, this::answer);
        web.post(ONE + "/edit", this::edit);
        web.post(ONE + "/do", this::act);
    }

    private static String base(Exchange e) {
        return "/learn/" + e.pathParam("pack") + "/" + e.pathParam("module") + "/questions";
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    /// @param words that were searched for
    public record Listed(
            Board board,
            String base,
            List<Post.Talk> threads,
            Map<String, String> places,
            Map<String, String> names,
            String words,
            String title,
            String text,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    private void list(Exchange e, String error, int status) {
        var board = questions.board(e.identity(), e.pathParam("pack"), e.pathParam("module"));
        e.html(
                status,
                e.rendered(
                        "page/questions.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Questions on " + board.module().title()),
                                "v",
                                new Listed(
                                        board,
                                        base(e),
                                        questions.threads(
                                                e.identity(),
                                                e.pathParam("pack"),
                                                e.pathParam("module"),
                                                e.param("q")),
                                        Questions.places(board),
                                        names(),
                                        e.param("q"),
                                        e.rawParam("title"),
                                        e.rawParam("text"),
                                        error))));
    }

    private void ask(Exchange e) {
        Refusals.act(
                e,
                base(e),
                () ->
                        questions.ask(
                                e.identity(),
                                e.pathParam("pack"),
                                e.pathParam("module"),
                                e.param("place"),
                                e.rawParam("title"),
                                e.rawParam("text")),
                (error, status) -> list(e, error, status));
    }

    public record View(
            Board board,
            String base,
            Post.Talk thread,
            Map<String, String> places,
            Map<String, String> names,
            String me,
            String text,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public String html(Post post) {
            return Markdown.below(post.text());
        }

        public boolean mine(Post post) {
            return post.author().equals(me) && post.state() == Post.State.SHOWN;
        }

        public String at(Post post) {
            return base + "/" + post.id();
        }
    }

    private void show(Exchange e, String error, int status) {
        var pack = e.pathParam("pack");
        var module = e.pathParam("module");
        var board = questions.board(e.identity(), pack, module);
        var thread = questions.open(e.identity(), pack, module, threadOf(e));
        e.html(
                status,
                e.rendered(
                        "page/question.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "A question"),
                                "v",
                                new View(
                                        board,
                                        base(e),
                                        thread,
                                        Questions.places(board),
                                        names(),
                                        e.identity().id(),
                                        e.rawParam("text"),
                                        error))));
    }

    /// A form about an answer says to which question that belongs.
    private static String threadOf(Exchange e) {
        return e.param("thread").isEmpty() ? e.pathParam("id") : e.param("thread");
    }

    private void answer(Exchange e) {
        Refusals.act(
                e,
                base(e) + "/" + e.pathParam("id"),
                () ->
                        questions.answer(
                                e.identity(),
                                e.pathParam("pack"),
                                e.pathParam("module"),
                                e.pathParam("id"),
                                e.rawParam("text")),
                (error, status) -> show(e, error, status));
    }

    private void edit(Exchange e) {
        Refusals.act(
                e,
                base(e) + "/" + threadOf(e),
                () ->
                        questions.edit(
                                e.identity(),
                                e.pathParam("pack"),
                                e.pathParam("module"),
                                e.pathParam("id"),
                                e.rawParam("title"),
                                e.rawParam("text")),
                (error, status) -> show(e, error, status));
    }

    private void act(Exchange e) {
        var who = e.identity();
        var pack = e.pathParam("pack");
        var module = e.pathParam("module");
        var id = e.pathParam("id");
        Refusals.act(
                e,
                base(e) + "/" + threadOf(e),
                () -> {
                    switch (e.param("do")) {
                        case "delete" -> questions.delete(who, pack, module, id);
                        case "accept" -> questions.accept(who, pack, module, id);
                        default -> questions.hide(who, pack, module, id);
                    }
                },
                (error, status) -> show(e, error, status));
    }
}
