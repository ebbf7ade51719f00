package dev.countersign.acceptance;

import dev.countersign.course.Item;
import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Pack;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Answers questions of a pack as its banks say, with the keyboard.
final class RightAnswers {
    private final Map<String, Item> items = new HashMap<>();

    RightAnswers(Pack pack) {
        pack.banks().values().forEach(b -> b.items().forEach(i -> items.put(i.id(), i)));
    }

    /// All questions of the page that is open, and hands them in.
    ///
    /// @return those that only a mentor can mark
    List<String> giveAll(Keyboard keys) {
        var ids = new LinkedHashSet<String>();
        keys.asked().forEach(name -> ids.add(item(name).id()));
        ids.forEach(id -> give(keys, item(id)));
        keys.follow("#quiz button[value=submit]");
        return ids.stream().filter(id -> item(id).needsMentor()).toList();
    }

    /// @param name of a field: a question, or a question and a place
    private Item item(String name) {
        var whole = items.get(name);
        var found = whole != null ? whole : items.get(name.substring(0, name.lastIndexOf('.')));
        if (found == null) {
            throw new AssertionError("no question " + name);
        }
        return found;
    }

    private static void give(Keyboard keys, Item item) {
        switch (item.interaction()) {
            case Interaction.Single(var options) ->
                    keys.choose(
                            item.id(),
                            options.stream().filter(Item.Option::right).findFirst().get().id());
            case Interaction.TrueFalse(var right) -> keys.choose(item.id(), String.valueOf(right));
            case Interaction.Multiple(var options) ->
                    tick(keys, item.id(), options.size(), options);
            case Interaction.Matching(var pairs, _) -> {
                for (var i = 0; i < pairs.size(); i++) {
                    keys.pick(item.id() + "." + i, pairs.get(i).right());
                }
            }
            case Interaction.Sequencing(var order) -> {
                for (var i = 0; i < order.size(); i++) {
                    keys.pick(item.id() + "." + i, order.get(i));
                }
            }
            case Interaction.Numeric(var value, _, _) -> write(keys, item, String.valueOf(value));
            case Interaction.ShortText(var accepted) ->
                    write(keys, item, accepted.iterator().next());
            case Interaction.Essay _ ->
                    write(keys, item, "It is not mine to allow, so it goes to whoever owns it.");
        }
    }

    /// The boxes stand in the order of this attempt.
    private static void tick(Keyboard keys, String id, int boxes, List<Item.Option> options) {
        for (var box = 0; box < boxes; box++) {
            keys.to("input[type=checkbox][name=\"%s\"]".formatted(id));
            var value = (String) keys.page.evaluate("() => document.activeElement.value");
            if (options.stream().anyMatch(o -> o.id().equals(value) && o.right())) {
                keys.press("Space");
            }
        }
    }

    private static void write(Keyboard keys, Item item, String text) {
        keys.to("[name=\"%s\"]".formatted(item.id()));
        keys.type(text);
    }
}
