package dev.countersign.playbook;

import dev.countersign.playbook.Recovery.Placement;
import dev.countersign.playbook.Recovery.Trouble;
import dev.countersign.playbook.Schema.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Recovers a playbook that lost its indentation, guided by its schema.
///
/// Each line goes to the innermost open place whose schema has its key, where the key is not yet
/// taken, and whose shape fits what follows (a list, a mapping, one value). A line that fits
/// nowhere, or two places equally, is reported; nothing is guessed.
final class OutlineReader {
    private static final Pattern LINE =
            Pattern.compile("(- )?\\s*([A-Za-z_][A-Za-z0-9_]*):(?:\\s+(.*))?");
    private static final Pattern ITEM = Pattern.compile("-\\s+(.*)");

    /// An open mapping, or an open list of mappings waiting for items.
    private static final class Place {
        final Schema schema;
        final String path;
        final int indent;
        final boolean item;
        final Set<String> taken = new HashSet<>();

        Place(Schema schema, String path, int indent, boolean item) {
            this.schema = schema;
            this.path = path;
            this.indent = indent;
            this.item = item;
        }

        boolean isMapping() {
            return item || schema.kind() == Kind.MAP;
        }
    }

    private final List<String> lines;
    private final StringBuilder out = new StringBuilder();
    private final List<Placement> placements = new ArrayList<>();
    private final List<Trouble> problems = new ArrayList<>();
    private final Deque<Place> open = new ArrayDeque<>();
    private final List<String> comments = new ArrayList<>();
    private int listIndent = -1;

    private OutlineReader(String text) {
        this.lines = text.lines().toList();
        open.push(new Place(Schema.PLAYBOOK, "", 0, false));
    }

    /// Whether a document looks like one that lost its indentation: no line is indented, though
    /// keys that hold others are there.
    static boolean isFlat(String text) {
        return text.lines().noneMatch(l -> !l.isEmpty() && Character.isWhitespace(l.charAt(0)))
                && text.lines()
                        .map(String::strip)
                        .anyMatch(l ->
                                l.equals("owners:") || l.equals("rbac:") || l.equals("roles:"));
    }

    static Recovery recover(String text) {
        return new OutlineReader(text).read();
    }

    private Recovery read() {
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            // Empty lines stay, so that the recovered document has the given one's line numbers.
            if (line.isEmpty() || line.startsWith("#")) {
                comments.add(line);
                continue;
            }
            var cut = cut(line, i);
            var matcher = LINE.matcher(cut.text());
            if (matcher.matches()) {
                place(i, matcher.group(1) != null, matcher.group(2), matcher.group(3), cut.text());
            } else if (ITEM.matcher(cut.text()).matches() && listIndent >= 0) {
                emit(listIndent, cut.text());
            } else {
                trouble(
                        i,
                        1,
                        "`" + shortened(cut.text()) + "` is neither a key nor an item of a list",
                        "remove it, or write `key: value`");
            }
            if (cut.ends()) {
                break;
            }
        }
        flushComments(0);
        return new Recovery(out.toString(), placements, problems);
    }

    private void place(int index, boolean item, String key, @Nullable String value, String text) {
        listIndent = -1;
        var fits = new ArrayList<Place>();
        var byName = new ArrayList<String>();
        for (var place : open) {
            if (item ? !startsItem(place, key) : !place.isMapping()) {
                continue;
            }
            if (!item && place.schema.alsoReadAs().contains(key)) {
                byName.add(place.path + "." + key);
                continue;
            }
            var child = place.schema.keys().get(key);
            if (child == null || (!item && place.taken.contains(key))) {
                continue;
            }
            byName.add(path(place, key));
            if (shapeFits(child, value, index)) {
                fits.add(place);
            }
        }
        if (fits.isEmpty()) {
            trouble(
                    index,
                    1,
                    "`" + key + "` fits no place that is open here",
                    byName.isEmpty()
                            ? "check its spelling and where it stands"
                            : "check its value, or whether the key stands there already");
            return;
        }
        var chosen = fits.getFirst();
        if (byName.size() > 1) {
            var others = new ArrayList<>(byName);
            others.remove(path(chosen, key));
            placements.add(
                    new Placement(index + 1, key, path(chosen, key), String.join(", ", others)));
        }
        while (open.peek() != chosen) {
            open.pop();
        }
        put(chosen, item, key, value, text, index);
    }

    private void put(
            Place place, boolean item, String key, @Nullable String value, String text, int index) {
        var target = place;
        if (item) {
            target = new Place(place.schema, place.path, place.indent + 2, true);
            open.push(target);
            emit(place.indent, text.startsWith("- ") ? text : "- " + text.substring(1).strip());
        } else {
            emit(place.indent, text);
        }
        target.taken.add(key);
        var child = schemaOf(target, key);
        var childPath = path(target, key);
        var childIndent = target.indent + 2;
        if (child.kind() == Kind.MAP) {
            open.push(new Place(child, childPath, childIndent, false));
        } else if (child.kind() == Kind.LIST_OF_MAPS) {
            open.push(new Place(child, childPath + "[]", childIndent, false));
        } else if (child.kind() == Kind.LIST && blank(value)) {
            listIndent = childIndent;
        }
    }

    private static Schema schemaOf(Place place, String key) {
        var child = place.schema.keys().get(key);
        if (child == null) {
            throw new IllegalStateException("`" + key + "` was placed where the schema has it not");
        }
        return child;
    }

    private static boolean startsItem(Place place, String key) {
        return place.schema.kind() == Kind.LIST_OF_MAPS
                && !place.item
                && place.schema.keys().containsKey(key);
    }

    private static String path(Place place, String key) {
        return place.path.isEmpty() ? key : place.path + "." + key;
    }

    /// Whether the value, or what follows a key without one, is what the schema has there.
    private boolean shapeFits(Schema child, @Nullable String value, int index) {
        var next = blank(value) ? next(index) : Optional.<String>empty();
        return switch (child.kind()) {
            case SCALAR -> !blank(value) && !String.valueOf(value).startsWith("[");
            case LIST ->
                    blank(value)
                            ? next.filter(n -> n.startsWith("-") && !isKeyed(n)).isPresent()
                            : String.valueOf(value).startsWith("[");
            case MAP ->
                    blank(value)
                            && next.map(LINE::matcher)
                                    .filter(m -> m.matches() && m.group(1) == null)
                                    .filter(m -> child.keys().containsKey(m.group(2)))
                                    .isPresent();
            case LIST_OF_MAPS ->
                    (!blank(value) && String.valueOf(value).startsWith("[]"))
                            || next.map(LINE::matcher)
                                    .filter(m -> m.matches() && m.group(1) != null)
                                    .filter(m -> child.keys().containsKey(m.group(2)))
                                    .isPresent();
        };
    }

    private static boolean isKeyed(String line) {
        return LINE.matcher(line).matches();
    }

    private Optional<String> next(int index) {
        return lines.subList(index + 1, lines.size()).stream()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .findFirst();
    }

    private static boolean blank(@Nullable String value) {
        return value == null || value.isBlank() || value.startsWith("#");
    }

    private record Cut(String text, boolean ends) {}

    /// Text behind a complete list or quoted value is prose that was glued on; the document ends
    /// there.
    private Cut cut(String line, int index) {
        var colon = line.indexOf(": ");
        var start = colon < 0 ? 0 : colon + 2;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        var end = start < line.length() ? complete(line, start) : -1;
        if (end < 0 || end >= line.length()) {
            return new Cut(line, false);
        }
        var rest = line.substring(end);
        if (rest.isBlank()
                || rest.strip().startsWith("#")
                || rest.startsWith(",")
                || rest.startsWith(":")) {
            return new Cut(line, false);
        }
        problems.add(
                new Trouble(
                        index + 1,
                        end + 1,
                        "`"
                                + shortened(rest.strip())
                                + "` and what follows is no part of the playbook; it was cut off",
                        "remove it from the file",
                        false));
        return new Cut(line.substring(0, end), true);
    }

    /// Where a flow list or quoted text that starts here is complete, or -1.
    private static int complete(String line, int start) {
        var first = line.charAt(start);
        if (first != '[' && first != '"' && first != '\'') {
            return -1;
        }
        var depth = 0;
        var quote = '\0';
        for (var i = start; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quote != '\0') {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = '\0';
                    if (depth == 0) {
                        return i + 1;
                    }
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private void emit(int indent, String text) {
        flushComments(indent);
        out.append(" ".repeat(indent)).append(text).append('\n');
    }

    private void flushComments(int indent) {
        comments.forEach(c -> out.append(c.isEmpty() ? "" : " ".repeat(indent) + c).append('\n'));
        comments.clear();
    }

    private void trouble(int index, int column, String sentence, String remedy) {
        problems.add(new Trouble(index + 1, column, sentence, remedy, true));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
