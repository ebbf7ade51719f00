package dev.countersign.course;

import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Pack.Bank;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A bank in GIFT, Moodle's text format for questions. What GIFT has no words for (difficulty,
/// outcomes, weights, ids of options) stands in the comment before each question, as Moodle's own
/// `[id:…]` and `[tag:…]`, so that [GiftReader] gives back exactly the bank.
public final class GiftWriter {
    private GiftWriter() {}

    public static String write(Bank bank) {
        var out = new StringBuilder("// ").append(bank.title()).append("\n\n");
        out.append("$CATEGORY: ").append(bank.id()).append("\n\n");
        for (var item : bank.items()) {
            item(out, item);
        }
        return out.toString();
    }

    private static void item(StringBuilder out, Item item) {
        out.append("// [id:").append(item.id()).append(']');
        tags(item).forEach(t -> out.append(" [tag:").append(t).append(']'));
        out.append("\n::").append(escaped(item.id())).append("::[markdown]");
        out.append(escaped(item.ask())).append(" {\n");
        answers(item).forEach(line -> out.append(line).append('\n'));
        out.append("####").append(escaped(item.explain())).append("\n}\n\n");
    }

    private static List<String> tags(Item item) {
        var out = new ArrayList<String>();
        out.add("difficulty=" + item.difficulty().name().toLowerCase(Locale.ROOT));
        if (item.weight() != 1) {
            out.add("weight=" + plain(item.weight()));
        }
        item.outcomes().forEach(o -> out.add("outcome=" + o));
        item.see().ifPresent(s -> out.add("see=" + s));
        switch (item.interaction()) {
            case Interaction.Single(var options) -> out.add("options=" + ids(options));
            case Interaction.Multiple(var options) -> out.add("options=" + ids(options));
            case Interaction.Sequencing _ -> out.add("kind=sequencing");
            case Interaction.Numeric(_, _, var unit) -> {
                if (!unit.isEmpty()) {
                    out.add("unit=" + unit);
                }
            }
            case Interaction.Essay(var rubric) -> rubric.ifPresent(r -> out.add("rubric=" + r));
            case Interaction.TrueFalse _, Interaction.Matching _, Interaction.ShortText _ -> {}
        }
        out.addAll(item.tags());
        return out;
    }

    private static String ids(List<Item.Option> options) {
        return options.stream().map(Item.Option::id).collect(Collectors.joining(","));
    }

    private static List<String> answers(Item item) {
        return switch (item.interaction()) {
            case Interaction.Single(var options) ->
                    options.stream().map(o -> (o.right() ? "=" : "~") + option(o)).toList();
            case Interaction.Multiple(var options) -> {
                var right = options.stream().filter(Item.Option::right).count();
                yield options.stream()
                        .map(o -> "~%" + (o.right() ? share(right) : "-100") + "%" + option(o))
                        .toList();
            }
            case Interaction.TrueFalse(var right) -> List.of(right ? "TRUE" : "FALSE");
            case Interaction.Matching(var pairs, var also) -> {
                var lines = new ArrayList<String>();
                pairs.forEach(
                        p -> lines.add("=" + escaped(p.left()) + " -> " + escaped(p.right())));
                also.forEach(a -> lines.add("= -> " + escaped(a)));
                yield lines;
            }
            case Interaction.Sequencing(var order) -> {
                var lines = new ArrayList<String>();
                order.forEach(s -> lines.add("=" + (lines.size() + 1) + " -> " + escaped(s)));
                yield lines;
            }
            case Interaction.Numeric(var value, var within, _) ->
                    List.of("#" + plain(value) + ":" + plain(within));
            case Interaction.ShortText(var accepted) ->
                    accepted.stream().sorted().map(a -> "=" + escaped(a)).toList();
            case Interaction.Essay _ -> List.of();
        };
    }

    private static String option(Item.Option o) {
        return escaped(o.text()) + "#" + escaped(o.why());
    }

    private static String share(long right) {
        return new BigDecimal(100)
                .divide(BigDecimal.valueOf(right), 5, java.math.RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// GIFT's own signs, and line breaks, which end nothing this way.
    static String escaped(String text) {
        var out = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n') {
                out.append("\\n");
            } else if ("\\~=#{}:".indexOf(c) >= 0 || c == '-' && text.startsWith("->", i)) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
