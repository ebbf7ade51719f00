package dev.countersign.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A document without indentation, line by line, with what one line can know of the next.
final class FlatText {
    private final List<FlatLine> lines;
    private final List<String> texts = new ArrayList<>();

    FlatText(String text) {
        this.lines = text.lines().map(FlatLine::of).toList();
        lines.forEach(line -> texts.add(line.text()));
    }

    int size() {
        return lines.size();
    }

    FlatLine get(int i) {
        return lines.get(i);
    }

    /// The line as it is to be written, without its end where that was cut off.
    String written(int i) {
        return texts.get(i);
    }

    /// Whether what is written is of the shape that the schema has there.
    boolean fits(Schema child, int i) {
        var line = lines.get(i);
        if ("*&!".indexOf(line.first()) >= 0) {
            return true;
        }
        if (!line.hasNoValue()) {
            return switch (child.kind()) {
                case MAPPING -> line.first() == '{';
                case TEXTS, MAPPINGS -> line.first() == '[';
                default -> line.first() != '{' && line.first() != '[';
            };
        }
        var following = next(i).map(lines::get);
        var key = following.flatMap(FlatLine::key).orElse("");
        var item = following.map(FlatLine::item).orElse(false);
        return switch (child.kind()) {
            case MAPPING -> !item && child.keys().containsKey(key);
            case TEXTS -> item && key.isEmpty();
            case MAPPINGS -> item && (key.isEmpty() || child.keys().containsKey(key));
            default -> false;
        };
    }

    Optional<Integer> next(int i) {
        for (var n = i + 1; n < lines.size(); n++) {
            if (!lines.get(n).text().isEmpty() && !lines.get(n).isComment()) {
                return Optional.of(n);
            }
        }
        return Optional.empty();
    }

    /// The last line of a value that begins on line `i`; -1 where it is never closed.
    int lastLineOf(int i) {
        var text = new StringBuilder(lines.get(i).text());
        for (var last = i; ; last++) {
            if (FlatLine.complete(text.toString(), lines.get(i).value()) >= 0) {
                return last;
            }
            if (last + 1 >= lines.size() || last - i > 100) {
                return -1;
            }
            text.append('\n').append(lines.get(last + 1).text());
        }
    }

    /// Where text follows a complete value, in the last of its lines.
    OptionalInt afterValue(int i, int last) {
        var line = lines.get(i);
        var whole = String.join("\n", texts.subList(i, last + 1));
        var end = FlatLine.complete(whole, line.value());
        if (end == line.value()) {
            end = line.key().map(k -> GluedProse.endOf(k, line)).orElse(whole.length());
        }
        var rest = whole.substring(end).strip();
        if (rest.isEmpty() || (rest.startsWith("#") && Character.isWhitespace(whole.charAt(end)))) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(end - whole.lastIndexOf('\n', Math.max(0, end - 1)) - 1);
    }

    /// Whether no line of the playbook comes after this one: prose at most.
    boolean nothingFollows(int i) {
        return lines.subList(i + 1, lines.size()).stream()
                .noneMatch(l -> l.item() || l.key().filter(Schema.PLAYBOOK::knows).isPresent());
    }

    int afterProse(int from) {
        var i = from;
        while (i < lines.size() && (lines.get(i).isProse() || lines.get(i).text().isEmpty())) {
            i++;
        }
        return i;
    }

    /// Takes the rest of the document out, from a column of a line on.
    ///
    /// @return what was taken out
    String cut(int i, int column) {
        var rest = new ArrayList<>(List.of(texts.get(i).substring(column)));
        rest.addAll(texts.subList(i + 1, texts.size()));
        texts.set(i, texts.get(i).substring(0, column).stripTrailing());
        return String.join("\n", rest).strip();
    }
}
