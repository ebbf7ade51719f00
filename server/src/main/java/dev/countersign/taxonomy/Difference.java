package dev.countersign.taxonomy;

import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.escalation.Taxonomy.Subtype;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What changed between two designs, in words. Pure.
public final class Difference {
    private Difference() {}

    /// One sentence for each change; empty where nothing changed.
    public static List<String> inWords(List<Category> before, List<Category> now) {
        var old = byName(before);
        var next = byName(now);
        var out = new ArrayList<String>();
        next.forEach((name, c) -> {
            var was = old.get(name);
            if (was == null) {
                out.add("adds `" + name + "` (" + about(c) + ")");
            } else {
                changed(was, c, out);
            }
        });
        old.keySet().stream()
                .filter(name -> !next.containsKey(name))
                .forEach(name -> out.add("retires `" + name + "`"));
        return out;
    }

    private static void changed(Category was, Category now, List<String> out) {
        var name = "`" + now.name() + "`";
        if (!was.title().equals(now.title())) {
            out.add("calls " + name + " “" + now.title() + "”, before “" + was.title() + "”");
        }
        if (was.share().compareTo(now.share()) != 0) {
            out.add("expects " + percent(now) + " of " + name + ", before " + percent(was));
        }
        if (!was.kind().equals(now.kind())) {
            out.add("makes " + name + " " + kind(now) + ", before " + kind(was));
        }
        told(out, "approver", name, was.approver(), now.approver());
        told(out, "path", name, was.path(), now.path());
        if (!was.subtypes().equals(now.subtypes())) {
            out.add("divides " + name + " into " + subtypes(now) + ", before " + subtypes(was));
        }
    }

    private static void told(List<String> out, String what, String name, String was, String now) {
        if (!was.equals(now)) {
            out.add(
                    "lets the %s of %s be %s, before %s"
                            .formatted(what, name, orUsual(now), orUsual(was)));
        }
    }

    private static String about(Category c) {
        return percent(c) + ", " + kind(c);
    }

    private static String kind(Category c) {
        return c.kind().equals(c.name())
                ? "a kind of its own, to which no shipped rule applies"
                : "a kind of `" + c.kind() + "`";
    }

    private static String orUsual(String text) {
        return text.isEmpty() ? "as the organisation says" : "`" + text + "`";
    }

    private static String percent(Category c) {
        return c.share().stripTrailingZeros().toPlainString() + " %";
    }

    private static String subtypes(Category c) {
        return c.subtypes().isEmpty()
                ? "nothing"
                : c.subtypes().stream().map(Difference::subtype).collect(Collectors.joining(", "));
    }

    private static String subtype(Subtype s) {
        return s.name() + " (" + s.title() + (s.route().isEmpty() ? "" : ": " + s.route()) + ")";
    }

    private static Map<String, Category> byName(List<Category> all) {
        var out = new LinkedHashMap<String, Category>();
        all.forEach(c -> out.put(c.name(), c));
        return out;
    }
}
