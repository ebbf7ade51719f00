package dev.countersign.model;

import java.util.ArrayList;
import java.util.List;

/// Cuts a document into parts of a length the encoder reads well, at paragraphs where it can.
final class Passages {
    private static final int LENGTH = 700;

    /// A part, as offsets into the text.
    record Passage(int start, int end) {}

    private Passages() {}

    /// Parts in order; together they hold every letter of the text.
    static List<Passage> of(String text) {
        var passages = new ArrayList<Passage>();
        var start = skipBlank(text, 0);
        while (start < text.length()) {
            var end = end(text, start);
            var trimmed = end;
            while (trimmed > start && Character.isWhitespace(text.charAt(trimmed - 1))) {
                trimmed--;
            }
            passages.add(new Passage(start, trimmed));
            start = skipBlank(text, end);
        }
        return passages;
    }

    private static int end(String text, int start) {
        if (text.length() - start <= LENGTH) {
            return text.length();
        }
        var limit = start + LENGTH;
        for (var mark : List.of("\n\n", "\n", ". ", " ")) {
            var cut = text.lastIndexOf(mark, limit);
            if (cut > start + LENGTH / 3) {
                return cut + mark.length();
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }

    private static int skipBlank(String text, int from) {
        var at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
