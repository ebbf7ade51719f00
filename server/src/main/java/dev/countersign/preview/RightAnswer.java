package dev.countersign.preview;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Item.Option;
import java.util.LinkedHashMap;
import java.util.List;

/// The answer that earns everything, as somebody would give it. Pure.
final class RightAnswer {
    private RightAnswer() {}

    /// @return none for an essay: only a mentor can say
    static Answer of(Item item) {
        return switch (item.interaction()) {
            case Interaction.Single(var options) -> chosen(options);
            case Interaction.Multiple(var options) -> chosen(options);
            case Interaction.TrueFalse(var right) -> new Answer.YesNo(right);
            case Interaction.Matching(var pairs, _) -> {
                var right = new LinkedHashMap<String, String>();
                pairs.forEach(p -> right.put(p.left(), p.right()));
                yield new Answer.Matched(right);
            }
            case Interaction.Sequencing(var order) -> new Answer.Ordered(order);
            case Interaction.Numeric(var value, _, _) -> new Answer.Typed(plain(value));
            case Interaction.ShortText(var accepted) ->
                    new Answer.Typed(accepted.stream().sorted().findFirst().orElse(""));
            case Interaction.Essay _ -> new Answer.None();
        };
    }

    private static Answer chosen(List<Option> options) {
        return new Answer.Chosen(options.stream().filter(Option::right).map(Option::id).toList());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
