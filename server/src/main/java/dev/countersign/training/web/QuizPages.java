package dev.countersign.training.web;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Item.Pair;
import dev.countersign.course.Quiz;
import dev.countersign.course.QuizDraw;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.training.AnswerText;
import dev.countersign.training.Attempts;
import dev.countersign.training.Attempts.Sheet;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /// A question as it is shown.
    ///
    /// @param html of the question
    /// @param parts what is chosen from, in this attempt's order
    /// @param mark 0 to 1; below 0 where there is none
    /// @param right the right answer in words, where it may be shown
    /// @param mentor what a mentor said of the answer
    public record Shown(
            int number,
            Item item,
            String html,
            String kind,
            List<Part> parts,
            List<String> choices,
            Answer answer,
            double mark,
            String right,
            String explain,
            String mentor) {
        public boolean chose(String id) {
            return answer instanceof Answer.Chosen(var options) && options.contains(id)
                    || answer instanceof Answer.YesNo(var value)
                            && id.equals(String.valueOf(value));
        }

        /// What stands at a place of a matching or an order.
        public String at(int place) {
            return switch (answer) {
                case Answer.Matched(var matched) ->
                        matched.getOrDefault(parts.get(place).text(), "");
                case Answer.Ordered(var steps) -> place < steps.size() ? steps.get(place) : "";
                case Answer.Chosen _, Answer.YesNo _, Answer.Typed _, Answer.None _ -> "";
            };
        }

        public String typed() {
            return answer instanceof Answer.Typed(var text) ? text : "";
        }

        public boolean answered() {
            return !(answer instanceof Answer.None);
        }
    }

    /// @param why shown with an option that was chosen, once it may be
    public record Part(String id, String text, String why) {}

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
        var out = new ArrayList<Shown>();
        var tells = tells(sheet);
        for (var item : sheet.items()) {
            out.add(
                    new Shown(
                            out.size() + 1,
                            item,
                            Markdown.html(item.ask()),
                            kind(item),
                            parts(sheet, item),
                            choices(sheet, item),
                            sheet.answers().getOrDefault(item.id(), new Answer.None()),
                            sheet.marks().getOrDefault(item.id(), -1.0),
                            tells ? right(item) : "",
                            tells ? Markdown.html(item.explain()) : "",
                            mentor(sheet, item)));
        }
        return out;
    }

    private static String mentor(Sheet sheet, Item item) {
        var mark = sheet.mentors().get(item.id());
        return mark == null ? "" : mark.words();
    }

    /// Whether right answers may be told: never while the attempt is open.
    private static boolean tells(Sheet sheet) {
        return !sheet.attempt().isOpen()
                && (sheet.quiz().feedback() != Quiz.Feedback.AFTER_PASS
                        || sheet.passed()
                        || sheet.attempt().number() >= sheet.quiz().attempts());
    }

    private static String kind(Item item) {
        return switch (item.interaction()) {
            case Interaction.Single _ -> "single";
            case Interaction.Multiple _ -> "multiple";
            case Interaction.TrueFalse _ -> "true_false";
            case Interaction.Matching _ -> "matching";
            case Interaction.Sequencing _ -> "sequencing";
            case Interaction.Numeric _ -> "numeric";
            case Interaction.ShortText _ -> "short";
            case Interaction.Essay _ -> "essay";
        };
    }

    private static List<Part> parts(Sheet sheet, Item item) {
        var shuffle = sheet.quiz().shuffle();
        var seed = sheet.attempt().seed();
        return switch (item.interaction()) {
            case Interaction.Single(var options) ->
                    options(QuizDraw.shown(options, shuffle, seed, item.id()));
            case Interaction.Multiple(var options) ->
                    options(QuizDraw.shown(options, shuffle, seed, item.id()));
            case Interaction.TrueFalse _ ->
                    List.of(new Part("true", "True", ""), new Part("false", "False", ""));
            case Interaction.Matching(var pairs, _) ->
                    pairs.stream().map(p -> new Part(p.left(), p.left(), "")).toList();
            case Interaction.Sequencing(var order) ->
                    order.stream().map(s -> new Part("", "", "")).toList();
            case Interaction.Numeric(_, _, var unit) -> List.of(new Part("", unit, ""));
            case Interaction.ShortText _, Interaction.Essay _ -> List.of();
        };
    }

    private static List<Part> options(List<Item.Option> options) {
        return options.stream().map(o -> new Part(o.id(), o.text(), o.why())).toList();
    }

    /// What a place of a matching or an order may hold. Always shuffled: the file has them right.
    private static List<String> choices(Sheet sheet, Item item) {
        var all =
                switch (item.interaction()) {
                    case Interaction.Matching(var pairs, var also) ->
                            Stream.concat(pairs.stream().map(Pair::right), also.stream())
                                    .distinct()
                                    .toList();
                    case Interaction.Sequencing(var order) -> order;
                    case Interaction.Single _,
                            Interaction.Multiple _,
                            Interaction.TrueFalse _,
                            Interaction.Numeric _,
                            Interaction.ShortText _,
                            Interaction.Essay _ ->
                            List.<String>of();
                };
        return QuizDraw.shown(all, true, sheet.attempt().seed(), item.id());
    }

    private static String right(Item item) {
        return switch (item.interaction()) {
            case Interaction.Single(var options) -> rightOf(options);
            case Interaction.Multiple(var options) -> rightOf(options);
            case Interaction.TrueFalse(var right) -> right ? "True" : "False";
            case Interaction.Matching(var pairs, _) ->
                    String.join(
                            "; ", pairs.stream().map(p -> p.left() + " – " + p.right()).toList());
            case Interaction.Sequencing(var order) -> String.join(", then ", order);
            case Interaction.Numeric(var value, _, var unit) ->
                    (value == Math.rint(value)
                                    ? String.valueOf((long) value)
                                    : String.valueOf(value))
                            + (unit.isEmpty() ? "" : " " + unit);
            case Interaction.ShortText(var accepted) ->
                    String.join(" or ", accepted.stream().sorted().toList());
            case Interaction.Essay _ -> "";
        };
    }

    private static String rightOf(List<Item.Option> options) {
        return String.join(
                "; ", options.stream().filter(Item.Option::right).map(Item.Option::text).toList());
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

    private static Map<String, Answer> answers(Exchange e) {
        var out = new LinkedHashMap<String, Answer>();
        if (e.body().isBlank()) {
            return out;
        }
        try {
            e.json()
                    .path("answers")
                    .properties()
                    .forEach(a -> out.put(a.getKey(), AnswerText.read(a.getValue())));
            return out;
        } catch (IllegalArgumentException tooLong) {
            throw new Problem(
                            422,
                            "too-long",
                            "The answer is too long",
                            String.valueOf(tooLong.getMessage()),
                            "shorten it")
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
        out.put("items", shown(sheet).stream().map(s -> json(sheet, s)).toList());
        return out;
    }

    private static Map<String, Object> json(Sheet sheet, Shown s) {
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
        if (!sheet.attempt().isOpen()) {
            out.put("mark", s.mark() < 0 ? "open" : s.mark());
        }
        return out;
    }
}
