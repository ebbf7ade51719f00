package dev.countersign.model.training;

import dev.countersign.model.training.NamedText.Mention;
import dev.countersign.model.training.NamedText.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Fills templates with made-up names; the same seed gives the same texts. One in twelve is all
/// lower case and one in twenty-five all upper case.
public final class Sentences {
    private static final List<String> QUOTES =
            List.of(
                    "we will look into it",
                    "this will not happen again",
                    "The results speak for themselves",
                    "nobody told me about the change",
                    "I cannot reproduce it here",
                    "It is what it is",
                    "all good now");

    private final Parts parts;
    private final MadeUpNames names;
    private final List<String> templates = Parts.lines("templates.txt");

    public Sentences(long seed) {
        this.parts = new Parts(new SplittableRandom(seed));
        this.names = new MadeUpNames(parts);
    }

    public List<NamedText> write(int count) {
        var texts = new ArrayList<NamedText>(count);
        for (var i = 0; i < count; i++) {
            texts.add(write());
        }
        return texts;
    }

    private NamedText write() {
        var text = new StringBuilder();
        var found = new ArrayList<Mention>();
        fill(parts.any(templates).replace("\\n", "\n"), text, found);
        while (parts.chance(0.35)) {
            text.append(parts.chance(0.3) ? "\n" : " ");
            fill(parts.any(templates).replace("\\n", "\n"), text, found);
        }
        var whole = text.toString();
        if (parts.chance(0.08)) {
            return same(whole, whole.toLowerCase(Locale.ROOT), found);
        }
        return parts.chance(0.04)
                ? same(whole, whole.toUpperCase(Locale.ROOT), found)
                : new NamedText(whole, found);
    }

    // A change of case that changes the length (`ß`) would move the names.
    private static NamedText same(String text, String other, List<Mention> names) {
        return new NamedText(other.length() == text.length() ? other : text, names);
    }

    private void fill(String template, StringBuilder text, List<Mention> found) {
        for (var at = 0; at < template.length(); ) {
            var open = template.indexOf('{', at);
            if (open < 0) {
                text.append(template, at, template.length());
                return;
            }
            var close = template.indexOf('}', open);
            text.append(template, at, open);
            filler(template.substring(open + 1, close), text, found);
            at = close + 1;
        }
    }

    private void filler(String slot, StringBuilder text, List<Mention> found) {
        switch (slot) {
            case "P" -> name(text, found, names.person(), Sort.PERSON);
            case "p" -> name(text, found, names.first(), Sort.PERSON);
            case "s", "P2" -> name(text, found, names.last(), Sort.PERSON);
            case "L" -> name(text, found, names.place(), Sort.PLACE);
            case "A" -> name(text, found, names.address(), Sort.PLACE);
            case "O" -> name(text, found, names.organisation(), Sort.ORGANISATION);
            default -> text.append(plain(slot));
        }
    }

    private static void name(StringBuilder text, List<Mention> found, String name, Sort type) {
        found.add(new Mention(text.length(), text.length() + name.length(), type));
        text.append(name);
    }

    private String plain(String slot) {
        return switch (slot) {
            case "thing" ->
                    parts.chance(0.15)
                            ? MadeUpNames.capital(parts.any("thing"))
                            : parts.any("thing");
            case "day" -> parts.any("day");
            case "H" -> parts.any("honor");
            case "job" -> parts.any("job");
            case "nat" -> parts.any("nat");
            case "q" -> parts.any(QUOTES);
            case "n" -> Integer.toString(parts.number(1, 99));
            case "year" -> Integer.toString(parts.number(1900, 2027));
            case "time" -> "%02d:%02d".formatted(parts.number(0, 24), parts.number(0, 60));
            case "money" -> "$" + parts.number(5, 90_000);
            case "phone" ->
                    "+1 555 %03d %04d".formatted(parts.number(0, 999), parts.number(0, 9999));
            case "email" ->
                    parts.any("first").toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
            case "id" ->
                    parts.any(List.of("INC", "ORD-", "#", "REQ", "")) + parts.number(1000, 999_999);
            default -> throw new IllegalStateException("unknown slot `{" + slot + "}`");
        };
    }
}
