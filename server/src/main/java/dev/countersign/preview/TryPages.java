package dev.countersign.preview;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Lab;
import dev.countersign.course.Marking;
import dev.countersign.course.Pack;
import dev.countersign.course.Quiz;
import dev.countersign.course.QuizDraw;
import dev.countersign.preview.Reading.Shown;
import dev.countersign.training.AnswerText;
import dev.countersign.training.Attempt;
import dev.countersign.training.Attempts;
import dev.countersign.training.Drills;
import dev.countersign.training.LabTry;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Quizzes and drills, tried without a record: what is asked follows from the number in the
/// address, and what was handed in is kept in memory until others are, so that a key that is mended
/// marks it anew.
final class TryPages {
    private static final int REMEMBERED = 50;
    private static final String HANDED = "?answers=mine";
    private static final String RIGHT = "?answers=right";

    private final Stage stage;
    private final Map<String, Map<String, Answer>> handed =
            java.util.Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, Map<String, Answer>> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    TryPages(Stage stage) {
        this.stage = stage;
    }

    void mount(Web web) {
        web.open(
                HttpMethod.POST,
                "/learn/:pack/quiz/:quiz",
                e ->
                        e.redirect(
                                address(
                                        "/attempts/",
                                        e.pathParam("pack"),
                                        e.pathParam("quiz"),
                                        1)));
        web.open(
                HttpMethod.POST,
                "/learn/:pack/labs/:lab/tries",
                e -> e.redirect(address("/tries/", e.pathParam("pack"), e.pathParam("lab"), 1)));
        web.open(HttpMethod.GET, "/attempts/:id", this::attempt);
        web.open(HttpMethod.POST, "/attempts/:id", this::handIn);
        web.open(HttpMethod.GET, "/tries/:id", this::drill);
        web.open(HttpMethod.POST, "/tries/:id", this::handIn);
    }

    static String address(String page, String pack, String of, long draw) {
        return page + pack + "~" + of + "~" + draw;
    }

    /// What an address asks to try.
    private record Asked(String id, Shown shown, String of, long draw) {}

    private Asked asked(Exchange e) {
        var parts = e.pathParam("id").split("~", -1);
        if (parts.length != 3 || !parts[2].matches("\\d{1,9}")) {
            throw Stage.nothing(e.path());
        }
        return new Asked(
                e.pathParam("id"), stage.shown(e, parts[0]), parts[1], Long.parseLong(parts[2]));
    }

    private List<Item> items(Exchange e, Asked asked) {
        var pack = asked.shown().pack();
        return e.path().startsWith("/tries/")
                ? Drills.items(lab(e, pack, asked), pack, asked.draw())
                : QuizDraw.items(quiz(e, pack, asked), pack.banks(), asked.draw());
    }

    private static Quiz quiz(Exchange e, Pack pack, Asked asked) {
        return pack.quiz(asked.of()).orElseThrow(() -> Stage.nothing(e.path()));
    }

    private static Lab lab(Exchange e, Pack pack, Asked asked) {
        return pack.lab(asked.of())
                .filter(l -> l.bank().isPresent())
                .orElseThrow(() -> Stage.nothing(e.path()));
    }

    private void handIn(Exchange e) {
        var asked = asked(e);
        if (!e.param("do").equals("submit")) {
            e.redirect(e.path());
            return;
        }
        var answers = new HashMap<String, Answer>();
        for (var item : items(e, asked)) {
            answers.put(item.id(), AnswerText.fromForm(item, e::params));
        }
        handed.put(asked.id(), answers);
        e.redirect(e.path() + HANDED);
    }

    /// Answers that are shown, and whether with what they earned.
    private record Given(Map<String, Answer> answers, boolean ended) {
        Map<String, Double> marks(List<Item> items) {
            var out = new HashMap<String, Double>();
            if (ended) {
                items.forEach(i ->
                        Marking.of(i, answers.getOrDefault(i.id(), new Answer.None()))
                                .ifPresent(mark -> out.put(i.id(), mark)));
            }
            return out;
        }

        Marking.Result result(List<Item> items) {
            return Marking.result(
                    items.stream()
                            .map(i ->
                                    new Marking.Marked(
                                            i,
                                            Marking.of(
                                                    i,
                                                    answers.getOrDefault(
                                                            i.id(), new Answer.None()))))
                            .toList());
        }
    }

    private Given given(Exchange e, Asked asked, List<Item> items) {
        if (e.param("answers").equals("right")) {
            var right = new HashMap<String, Answer>();
            items.forEach(i -> right.put(i.id(), RightAnswer.of(i)));
            return new Given(right, true);
        }
        var mine = e.param("answers").equals("mine") ? handed.get(asked.id()) : null;
        return mine == null ? new Given(Map.of(), false) : new Given(mine, true);
    }

    private static Map<String, String> tools(Exchange e, Asked asked, Given given, String page) {
        var out = new LinkedHashMap<String, String>();
        if (given.ended()) {
            out.put("Answer it", e.path());
        }
        if (!e.param("answers").equals("right")) {
            out.put("Show answers and explanations", e.path() + RIGHT);
        }
        out.put(
                "Draw other questions",
                address(page, asked.shown().pack().id(), asked.of(), asked.draw() + 1));
        return out;
    }

    private void attempt(Exchange e) {
        var asked = asked(e);
        var pack = asked.shown().pack();
        var quiz = quiz(e, pack, asked);
        var items = items(e, asked);
        var given = given(e, asked, items);
        var result = given.result(items);
        var now = stage.clock().instant();
        var sheet =
                new Attempts.Sheet(
                        new Attempt(
                                asked.id(),
                                "author",
                                pack.id(),
                                "",
                                quiz.id(),
                                given.ended() ? quiz.attempts() : 1,
                                asked.draw(),
                                now,
                                Optional.empty(),
                                given.ended() ? Optional.of(now) : Optional.empty(),
                                given.ended() ? Optional.of("submitted") : Optional.empty(),
                                given.ended()
                                        ? OptionalDouble.of(result.score())
                                        : OptionalDouble.empty(),
                                given.ended() ? result.open() : 0,
                                Optional.empty()),
                        pack,
                        quiz,
                        items,
                        given.answers(),
                        given.marks(items),
                        Map.of(),
                        given.ended() && Marking.passes(quiz, result.score()),
                        0);
        stage.render(
                e,
                "page/quiz.jte",
                quiz.title(),
                tools(e, asked, given, "/attempts/"),
                Map.of(
                        "sheet",
                        sheet,
                        "items",
                        dev.countersign.training.web.QuizPages.shown(sheet),
                        "error",
                        ""));
    }

    private void drill(Exchange e) {
        var asked = asked(e);
        var pack = asked.shown().pack();
        var lab = lab(e, pack, asked);
        var items = items(e, asked);
        var given = given(e, asked, items);
        var marks = given.marks(items);
        var now = stage.clock().instant();
        var sheet =
                new Drills.Sheet(
                        new LabTry(
                                asked.id(),
                                "",
                                "",
                                1,
                                asked.draw(),
                                now,
                                given.ended() ? Optional.of(now) : Optional.empty(),
                                (int) marks.values().stream().filter(m -> m >= 1).count(),
                                items.size()),
                        pack,
                        lab,
                        items,
                        given.answers(),
                        marks,
                        0);
        stage.render(
                e,
                "page/try.jte",
                lab.title(),
                tools(e, asked, given, "/tries/"),
                Map.of(
                        "sheet",
                        sheet,
                        "items",
                        dev.countersign.training.web.TryPages.shown(sheet),
                        "error",
                        ""));
    }
}
