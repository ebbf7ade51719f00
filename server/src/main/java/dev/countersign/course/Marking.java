package dev.countersign.course;

import dev.countersign.course.Item.Interaction;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Marks answers. Pure.
public final class Marking {
    private Marking() {}

    /// The share of the question's weight that the answer earns, 0 to 1; empty where only a mentor
    /// can say.
    ///
    /// A choice of several and an order are right or wrong as a whole; of a matching, each pair
    /// counts. Guessing therefore never pays better than knowing.
    public static OptionalDouble of(Item item, Answer answer) {
        return switch (item.interaction()) {
            case Interaction.Single(var options) -> whole(chosen(answer).equals(right(options)));
            case Interaction.Multiple(var options) -> whole(chosen(answer).equals(right(options)));
            case Interaction.TrueFalse(var right) ->
                    whole(answer instanceof Answer.YesNo(var value) && value == right);
            case Interaction.Matching(var pairs, _) -> {
                if (!(answer instanceof Answer.Matched(var given))) {
                    yield OptionalDouble.of(0);
                }
                var hits =
                        pairs.stream().filter(p -> p.right().equals(given.get(p.left()))).count();
                yield OptionalDouble.of((double) hits / pairs.size());
            }
            case Interaction.Sequencing(var order) ->
                    whole(answer instanceof Answer.Ordered(var steps) && steps.equals(order));
            case Interaction.Numeric(var value, var within, _) ->
                    whole(answer instanceof Answer.Typed(var text) && isNear(text, value, within));
            case Interaction.ShortText(var accepted) ->
                    whole(
                            answer instanceof Answer.Typed(var text)
                                    && accepted.stream()
                                            .map(Marking::plain)
                                            .anyMatch(plain(text)::equals));
            case Interaction.Essay _ ->
                    answer instanceof Answer.Typed(var text) && !text.isBlank()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(0);
        };
    }

    private static OptionalDouble whole(boolean right) {
        return OptionalDouble.of(right ? 1 : 0);
    }

    private static Set<String> chosen(Answer answer) {
        return answer instanceof Answer.Chosen(var options) ? Set.copyOf(options) : Set.of();
    }

    private static Set<String> right(List<Item.Option> options) {
        return options.stream()
                .filter(Item.Option::right)
                .map(Item.Option::id)
                .collect(Collectors.toSet());
    }

    /// `1,234.5` and `1234.5` are one number; what is none is wrong.
    private static boolean isNear(String text, double value, double within) {
        try {
            var typed = Double.parseDouble(text.strip().replace(",", "").replace("\u00a0", ""));
            // A double's own rounding must not decide at the edge.
            return Math.abs(typed - value) <= within + 1e-9 * Math.max(1, Math.abs(value));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    /// One question of an attempt with what it earned.
    ///
    /// @param earned 0 to 1; empty while a mentor has not marked it
    public record Marked(Item item, OptionalDouble earned) {}

    /// @param score share of the weights earned, 0 to 1
    /// @param open how many a mentor must still mark; the score counts them as nothing
    public record Result(double score, int open) {}

    public static Result result(List<Marked> marked) {
        var weights = 0.0;
        var earned = 0.0;
        var open = 0;
        for (var one : marked) {
            weights += one.item().weight();
            earned += one.item().weight() * one.earned().orElse(0);
            open += one.earned().isEmpty() ? 1 : 0;
        }
        return new Result(weights == 0 ? 0 : earned / weights, open);
    }

    /// Whether a score reaches what the quiz asks; never by rounding up.
    public static boolean passes(Quiz quiz, double score) {
        return score >= quiz.pass() - 1e-9;
    }
}
