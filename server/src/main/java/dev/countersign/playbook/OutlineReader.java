package dev.countersign.playbook;

import dev.countersign.playbook.Recovery.Cut;
import dev.countersign.playbook.Recovery.Placement;
import dev.countersign.playbook.Schema.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Recovers a playbook that lost its indentation, guided by the schema (ADR 5).
///
/// A line belongs to the innermost open place whose schema has its key, where the key is not taken
/// yet and whose shape fits what is written; a dash starts an item of the innermost open list whose
/// items have the key. Where shapes cannot tell two places apart the line is a problem, never a
/// guess.
final class OutlineReader {
    /// @param code `ambiguous`, `unclosed`, `text-after-value`, `cannot-place` or `text-block`
    record Problem(int line, int column, String code, String sentence, String remedy) {}

    /// @param indents how far each line was moved to the right
    record Outline(Recovery recovery, List<Problem> problems, List<Integer> indents) {}

    /// A mapping or list that further lines may belong to.
    private record Open(
            Schema schema, String path, int indent, boolean mapping, Set<String> taken) {
        String pathOf(String key) {
            return path.isEmpty() ? key : path + "." + key;
        }
    }

    private final FlatText lines;
    private final int[] indents;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Placement> placements = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private OutlineReader(String text) {
        this.lines = new FlatText(text);
        this.indents = new int[lines.size()];
        open.push(new Open(Schema.PLAYBOOK, "", 0, true, new HashSet<>()));
    }

    /// Whether no line is indented although a key stands there that only an indented line can have.
    static boolean isFlat(String text) {
        if (text.lines().anyMatch(l -> !l.isBlank() && Character.isWhitespace(l.charAt(0)))) {
            return false;
        }
        return text.lines()
                .map(FlatLine::of)
                .filter(l -> !l.item())
                .flatMap(l -> l.key().stream())
                .anyMatch(k -> !Schema.PLAYBOOK.keys().containsKey(k) && Schema.PLAYBOOK.knows(k));
    }

    /// Never throws for any text.
    static Outline recover(String text) {
        return new OutlineReader(text).read();
    }

    private Outline read() {
        var i = 0;
        var end = lines.size();
        while (i < end) {
            var line = lines.get(i);
            if (line.text().isEmpty() || line.isComment() || line.isMarker()) {
                i++;
                continue;
            }
            if (line.isProse()) {
                if (lines.nothingFollows(i)) {
                    cut(i, 0);
                    end = i;
                } else {
                    problem(
                            i,
                            0,
                            "cannot-place",
                            "`" + shortened(line.text()) + "` is neither a key nor an item",
                            "write a text of several lines on one line, in quotes");
                    i++;
                }
                continue;
            }
            var next = place(i);
            if (next < 0) {
                end = i + 1;
            }
            i = next < 0 ? end : next;
        }
        return new Outline(
                new Recovery(written(end), placements, cuts),
                problems,
                Arrays.stream(indents).boxed().toList());
    }

    /// @return the next line to read, or -1 where the document ends with this one
    private int place(int i) {
        var line = lines.get(i);
        var last = lines.lastLineOf(i);
        if (last < 0) {
            problem(
                    i,
                    line.value(),
                    "unclosed",
                    "the list or quoted text that begins here is never closed",
                    "close it");
            return i + 1;
        }
        if ("|>".indexOf(line.first()) >= 0) {
            problem(
                    i,
                    line.value(),
                    "text-block",
                    "a text block cannot be told from what follows it once the indentation is lost",
                    "write the text on one line, in quotes");
            return lines.afterProse(i + 1);
        }
        if (line.key().isEmpty()) {
            placeItem(i);
        } else if (line.item()) {
            placeFirstOfItem(i, line.key().get());
        } else {
            placeKey(i, line.key().get());
        }
        for (var k = i + 1; k <= last; k++) {
            indents[k] = indents[i] + 4;
        }
        return endsAfter(i, last) ? -1 : last + 1;
    }

    /// Cuts off what is glued to the last value; anywhere else that is a problem.
    private boolean endsAfter(int i, int last) {
        var column = lines.afterValue(i, last);
        if (column.isEmpty()) {
            return false;
        }
        if (lines.nothingFollows(last)) {
            cut(last, column.getAsInt());
            return true;
        }
        var rest = lines.written(last).substring(column.getAsInt()).strip();
        problem(
                last,
                column.getAsInt(),
                "text-after-value",
                "`" + shortened(rest) + "` follows a complete value",
                "remove it, or write it as a comment with ` #`");
        return false;
    }

    private void cut(int i, int column) {
        cuts.add(new Cut(i + 1, column + 1, lines.cut(i, column)));
    }

    /// An item that is one value, or one mapping in braces.
    private void placeItem(int i) {
        var line = lines.get(i);
        if (line.hasNoValue()) {
            var following = lines.next(i).flatMap(n -> lines.get(n).key());
            var list =
                    following.flatMap(k ->
                            open.stream()
                                    .filter(o -> !o.mapping() && o.schema().keys().containsKey(k))
                                    .findFirst());
            if (list.isPresent()) {
                popTo(list.get());
                indents[i] = list.get().indent();
                pushItem(list.get());
                return;
            }
        }
        var top = open.element();
        if (!top.mapping() && top.schema().kind() == Kind.TEXTS && line.first() != '{') {
            indents[i] = top.indent();
            return;
        }
        var keys = FlowKeys.of(line.text().substring(line.value()));
        var fitting =
                open.stream()
                        .filter(o -> !o.mapping() && o.schema().kind() == Kind.MAPPINGS)
                        .filter(o ->
                                !keys.isEmpty() && o.schema().keys().keySet().containsAll(keys))
                        .toList();
        if (fitting.isEmpty()) {
            problem(
                    i,
                    0,
                    "cannot-place",
                    "`"
                            + shortened(line.text())
                            + "` is an item, and no list that takes it is open here",
                    "move it below the key of its list");
            return;
        }
        var list = fitting.getFirst();
        popTo(list);
        indents[i] = list.indent();
    }

    private void placeFirstOfItem(int i, String key) {
        var lists =
                open.stream()
                        .filter(o -> !o.mapping() && o.schema().kind() == Kind.MAPPINGS)
                        .toList();
        var list = lists.stream().filter(o -> o.schema().keys().containsKey(key)).findFirst();
        if (list.isEmpty()) {
            var known = new HashSet<String>();
            lists.forEach(o -> known.addAll(o.schema().keys().keySet()));
            problem(
                    i,
                    lines.get(i).text().indexOf(key),
                    "cannot-place",
                    "no list that is open here has items with `" + key + "`",
                    meant(key, known));
            // So that one slip of the pen is one problem, and not one for each line below it.
            var likely = Schema.closest(key, known);
            lists.stream()
                    .filter(o -> likely.filter(o.schema().keys()::containsKey).isPresent())
                    .findFirst()
                    .ifPresent(o -> {
                        popTo(o);
                        pushItem(o).taken().add(likely.orElseThrow());
                    });
            return;
        }
        var instead =
                lists.stream()
                        .filter(o -> o.schema().expectedHere().contains(key))
                        .map(o -> o.path() + "[]." + key)
                        .toList();
        if (!instead.isEmpty()) {
            placements.add(
                    new Placement(
                            i + 1, key, list.get().path() + "[]." + key, instead, ruleOf(key)));
        }
        popTo(list.get());
        indents[i] = list.get().indent();
        put(i, pushItem(list.get()), key);
    }

    private Open pushItem(Open list) {
        var item =
                new Open(
                        list.schema(),
                        list.path() + "[]",
                        list.indent() + 2,
                        true,
                        new HashSet<>());
        open.push(item);
        return item;
    }

    private void placeKey(int i, String key) {
        var mappings = open.stream().filter(Open::mapping).toList();
        var byName =
                mappings.stream()
                        .filter(o -> o.schema().keys().containsKey(key) && !o.taken().contains(key))
                        .toList();
        if (byName.isEmpty()) {
            placeUnknown(i, key, mappings);
            return;
        }
        var fitting = byName.stream().filter(o -> lines.fits(o.schema().at(key), i)).toList();
        if (fitting.size() > 1 || (fitting.isEmpty() && byName.size() > 1)) {
            problem(
                    i,
                    0,
                    "ambiguous",
                    "`"
                            + key
                            + "` may stand at "
                            + String.join(
                                    " or at ",
                                    byName.stream().map(o -> "`" + o.pathOf(key) + "`").toList())
                            + ", and what it holds does not tell which",
                    "write its value in full, or indent the file");
            return;
        }
        var chosen = fitting.isEmpty() ? byName.getFirst() : fitting.getFirst();
        var instead =
                mappings.stream()
                        .filter(o -> !o.path().equals(chosen.path()))
                        .filter(o -> byName.contains(o) || o.schema().expectedHere().contains(key))
                        .map(o -> o.pathOf(key))
                        .toList();
        if (!instead.isEmpty()) {
            placements.add(new Placement(i + 1, key, chosen.pathOf(key), instead, ruleOf(key)));
        }
        popTo(chosen);
        indents[i] = chosen.indent();
        put(i, chosen, key);
    }

    /// A key that the schema does not have stays where it is read, with its value on its line.
    private void placeUnknown(int i, String key, List<Open> mappings) {
        var taken = mappings.stream().filter(o -> o.taken().contains(key)).findFirst();
        if (taken.isPresent() || Schema.PLAYBOOK.knows(key) || lines.get(i).hasNoValue()) {
            var known = new HashSet<String>();
            mappings.forEach(o -> known.addAll(o.schema().keys().keySet()));
            problem(
                    i,
                    0,
                    "cannot-place",
                    taken.isPresent()
                            ? "`" + taken.get().pathOf(key) + "` stands there already"
                            : "`" + key + "` fits no place that is open here",
                    taken.isPresent() ? "keep one of the two" : meant(key, known));
            return;
        }
        var innermost = mappings.getFirst();
        var instead = mappings.stream().skip(1).map(o -> o.pathOf(key)).toList();
        if (!instead.isEmpty()) {
            placements.add(
                    new Placement(
                            i + 1,
                            key,
                            innermost.pathOf(key),
                            instead,
                            "an unknown key stays with the line above it"));
        }
        popTo(innermost);
        innermost.taken().add(key);
        indents[i] = innermost.indent();
    }

    private void put(int i, Open place, String key) {
        place.taken().add(key);
        var child = place.schema().at(key);
        if (lines.get(i).hasNoValue() && !child.kind().isScalar()) {
            open.push(
                    new Open(
                            child,
                            place.pathOf(key),
                            place.indent() + 2,
                            child.kind() == Kind.MAPPING,
                            new HashSet<>()));
        }
    }

    private void popTo(Open place) {
        // No two open places have the same path.
        while (!open.element().path().equals(place.path())) {
            open.pop();
        }
    }

    private static String ruleOf(String key) {
        return switch (key) {
            case "approvals" ->
                    "a list of actions belongs to the role above it, a mapping to the document";
            case "qa_owner" ->
                    "one person answers for a microtool's sample, so it is the microtool's";
            default -> "a key belongs to the innermost place that takes it";
        };
    }

    private static String meant(String key, Set<String> known) {
        return Schema.closest(key, known)
                .map(k -> "did you mean `" + k + "`?")
                .orElse("move it below the key it belongs to, or indent the file");
    }

    /// Comments and blank lines stand as far to the right as the line they precede.
    private String written(int end) {
        var out = new ArrayList<String>();
        var indent = 0;
        for (var i = end - 1; i >= 0; i--) {
            var line = lines.get(i);
            if (line.isComment()) {
                indents[i] = indent;
            } else if (!line.text().isEmpty()) {
                indent = indents[i];
            }
            out.add(lines.written(i).isEmpty() ? "" : " ".repeat(indents[i]) + lines.written(i));
        }
        Collections.reverse(out);
        return out.isEmpty() ? "" : String.join("\n", out) + "\n";
    }

    private void problem(int i, int column, String code, String sentence, String remedy) {
        problems.add(new Problem(i + 1, Math.max(0, column) + 1, code, sentence, remedy));
    }

    private static String shortened(String text) {
        var line = text.lines().findFirst().orElse("");
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
