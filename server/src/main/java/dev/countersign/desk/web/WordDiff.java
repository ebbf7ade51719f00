package dev.countersign.desk.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What an editor changed, word by word. Pure.
///
/// The page shows the same while somebody writes; `diff.js` does it there.
public final class WordDiff {
    /// Beyond this the table of lengths is too large for what it shows.
    private static final int MOST_WORDS = 2_000;

    private WordDiff() {}

    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    /// A stretch of text that stayed, went or came.
    public record Part(Kind kind, String text) {}

    public static List<Part> of(String before, String after) {
        var a = words(before);
        var b = words(after);
        if (a.size() > MOST_WORDS || b.size() > MOST_WORDS) {
            return List.of(new Part(Kind.REMOVED, before), new Part(Kind.ADDED, after));
        }
        var backwards = new ArrayList<Part>();
        var common = common(a, b);
        var i = a.size();
        var j = b.size();
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && a.get(i - 1).equals(b.get(j - 1))) {
                backwards.add(new Part(Kind.SAME, a.get(--i)));
                j--;
            } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
                backwards.add(new Part(Kind.ADDED, b.get(--j)));
            } else {
                backwards.add(new Part(Kind.REMOVED, a.get(--i)));
            }
        }
        Collections.reverse(backwards);
        return joined(backwards);
    }

    /// Words with the white space behind them, so that the parts add up to the texts.
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("(?<=\\s)(?=\\S)"));
    }

    private static int[][] common(List<String> a, List<String> b) {
        var out = new int[a.size() + 1][b.size() + 1];
        for (var i = 1; i <= a.size(); i++) {
            for (var j = 1; j <= b.size(); j++) {
                out[i][j] =
                        a.get(i - 1).equals(b.get(j - 1))
                                ? out[i - 1][j - 1] + 1
                                : Math.max(out[i - 1][j], out[i][j - 1]);
            }
        }
        return out;
    }

    private static List<Part> joined(List<Part> parts) {
        var out = new ArrayList<Part>();
        for (var part : parts) {
            if (!out.isEmpty() && out.getLast().kind() == part.kind()) {
                var longer = out.removeLast().text() + part.text();
                out.add(new Part(part.kind(), longer));
            } else {
                out.add(part);
            }
        }
        return out;
    }
}
