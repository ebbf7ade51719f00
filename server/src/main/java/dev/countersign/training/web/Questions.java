package dev.countersign.training.web;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Item.Pair;
import dev.countersign.course.QuizDraw;
import dev.countersign.ui.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Questions as pages show them: of a quiz or of a drill.
public final class Questions {
    private Questions() {}

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

    /// How one attempt or try shows its questions.
    ///
    /// @param tells whether right answers may be told
    /// @param mentors what mentors said, by question
    record Asked(
            List<Item> items,
            Map<String, Answer> answers,
            Map<String, Double> marks,
            Map<String, String> mentors,
            boolean shuffle,
            long seed,
            boolean tells) {}

    static List<Shown> shown(Asked asked) {
        var out = new ArrayList<Shown>();
        for (var item : asked.items()) {
            out.add(
                    new Shown(
                            out.size() + 1,
                            item,
                            Markdown.html(item.ask()),
                            item.kind(),
                            parts(item, asked.shuffle(), asked.seed()),
                            choices(item, asked.seed()),
                            asked.answers().getOrDefault(item.id(), new Answer.None()),
                            asked.marks().getOrDefault(item.id(), -1.0),
                            asked.tells() ? right(item) : "",
                            asked.tells() ? Markdown.html(item.explain()) : "",
                            asked.mentors().getOrDefault(item.id(), "")));
        }
        return out;
    }

    private static List<Part> parts(Item item, boolean shuffle, long seed) {
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
    private static List<String> choices(Item item, long seed) {
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
        return QuizDraw.shown(all, true, seed, item.id());
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
}
