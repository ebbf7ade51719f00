package dev.countersign.course;

import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Pack.Bank;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// A bank as the file of a pack that [PackReader] reads.
public final class BankYaml {
    private BankYaml() {}

    public static String write(Bank bank) {
        var root = new LinkedHashMap<String, Object>();
        root.put("bank", bank.id());
        root.put("title", bank.title());
        root.put("items", bank.items().stream().map(BankYaml::item).toList());
        return new Dump(
                        DumpSettings.builder()
                                .setDefaultFlowStyle(FlowStyle.BLOCK)
                                .setWidth(100)
                                .setSplitLines(false)
                                .build())
                .dumpToString(root);
    }

    private static Map<String, Object> item(Item item) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", item.id());
        out.put("kind", item.kind());
        out.put("difficulty", item.difficulty().name().toLowerCase(Locale.ROOT));
        out.put("outcomes", item.outcomes());
        out.put("weight", item.weight());
        out.put("tags", item.tags());
        out.put("ask", item.ask());
        switch (item.interaction()) {
            case Interaction.Single(var options) -> out.put("options", options(options));
            case Interaction.Multiple(var options) -> out.put("options", options(options));
            case Interaction.TrueFalse(var right) -> out.put("answer", right);
            case Interaction.Matching(var pairs, var also) -> {
                out.put(
                        "pairs",
                        pairs.stream()
                                .map(p -> Map.of("left", p.left(), "right", p.right()))
                                .toList());
                out.put("also", also);
            }
            case Interaction.Sequencing(var order) -> out.put("order", order);
            case Interaction.Numeric(var value, var within, var unit) -> {
                var number = new LinkedHashMap<String, Object>();
                number.put("value", value);
                number.put("within", within);
                number.put("unit", unit);
                out.put("number", number);
            }
            case Interaction.ShortText(var accepted) ->
                    out.put("accept", accepted.stream().sorted().toList());
            case Interaction.Essay(var rubric) -> rubric.ifPresent(r -> out.put("rubric", r));
        }
        out.put("explain", item.explain());
        item.see().ifPresent(s -> out.put("see", s));
        return out;
    }

    private static List<Map<String, Object>> options(List<Item.Option> options) {
        var out = new ArrayList<Map<String, Object>>();
        for (var option : options) {
            var one = new LinkedHashMap<String, Object>();
            one.put("id", option.id());
            one.put("text", option.text());
            one.put("right", option.right());
            one.put("why", option.why());
            out.add(one);
        }
        return out;
    }
}
