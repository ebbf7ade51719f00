package dev.countersign.training;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Item.Interaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a question does its work, from the ended attempts that asked it. Pure.
///
/// @param asked in how many attempts
/// @param difficulty mean share earned, 0 to 1: the p-value of classical test theory
/// @param discrimination correlation between what was earned here and in the rest of the attempt
///   (corrected item-total correlation), -1 to 1; empty where either does not vary
/// @param chosen how often each option was chosen, by its text; empty where there are none
/// @param unanswered how often nothing was said
public record ItemFigures(
        Item item,
        int asked,
        double difficulty,
        OptionalDouble discrimination,
        Map<String, Integer> chosen,
        int unanswered) {
    /// Fewer attempts would tell more of people than of questions.
    public static final int LEAST = 5;

    private static final double TOO_EASY = 0.95;
    private static final double TOO_HARD = 0.25;
    private static final double WEAK = 0.1;

    /// One attempt's answer to the question.
    ///
    /// @param earned 0 to 1
    /// @param rest share earned in the attempt's other questions
    record Given(Answer answer, double earned, double rest) {}

    static ItemFigures of(Item item, List<Given> given) {
        var mean = given.stream().mapToDouble(Given::earned).average().orElse(0);
        var chosen = new LinkedHashMap<String, Integer>();
        for (var option : options(item)) {
            var times =
                    given.stream()
                            .filter(g ->
                                    g.answer() instanceof Answer.Chosen(var ids)
                                            && ids.contains(option.id()))
                            .count();
            chosen.put(option.text(), (int) times);
        }
        return new ItemFigures(
                item,
                given.size(),
                mean,
                correlation(given),
                chosen,
                (int) given.stream().filter(g -> g.answer() instanceof Answer.None).count());
    }

    private static List<Item.Option> options(Item item) {
        return switch (item.interaction()) {
            case Interaction.Single(var options) -> options;
            case Interaction.Multiple(var options) -> options;
            default -> List.of();
        };
    }

    /// Pearson's.
    private static OptionalDouble correlation(List<Given> given) {
        var n = given.size();
        var x = given.stream().mapToDouble(Given::earned).average().orElse(0);
        var y = given.stream().mapToDouble(Given::rest).average().orElse(0);
        var xx = 0.0;
        var yy = 0.0;
        var xy = 0.0;
        for (var g : given) {
            xx += (g.earned() - x) * (g.earned() - x);
            yy += (g.rest() - y) * (g.rest() - y);
            xy += (g.earned() - x) * (g.rest() - y);
        }
        return n < 2 || xx < 1e-12 || yy < 1e-12
                ? OptionalDouble.empty()
                : OptionalDouble.of(xy / Math.sqrt(xx * yy));
    }

    /// What its author should look at; empty where nothing stands out.
    public List<String> remarks() {
        var out = new ArrayList<String>();
        if (discrimination.isPresent() && discrimination.getAsDouble() < 0) {
            out.add("those who know more get it wrong more often: is the key right?");
        } else if (discrimination.isPresent() && discrimination.getAsDouble() < WEAK) {
            out.add("it does not tell those who know from those who do not");
        }
        if (difficulty > TOO_EASY) {
            out.add("nearly everybody gets it right");
        } else if (difficulty < TOO_HARD) {
            out.add("few get it right: is it taught, and is the key right?");
        }
        var never = chosen.entrySet().stream().filter(e -> e.getValue() == 0).count();
        if (never > 0) {
            out.add(never + (never == 1 ? " option is" : " options are") + " never chosen");
        }
        return List.copyOf(out);
    }

    /// Two decimals, for pages.
    public Optional<String> discriminationText() {
        return discrimination.isPresent()
                ? Optional.of(
                        String.format(java.util.Locale.ROOT, "%.2f", discrimination.getAsDouble()))
                : Optional.empty();
    }
}
