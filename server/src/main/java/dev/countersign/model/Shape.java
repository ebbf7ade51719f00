package dev.countersign.model;

/// What a word looks like, which an uncased encoder cannot see: capitals, digits, marks, and the
/// same of its neighbours.
final class Shape {
    /// Numbers in a word's shape.
    static final int SIZE = 24;

    private static final int ONE = 8;

    private Shape() {}

    /// Writes the shape of word `i` into `to` from `at` on.
    static void write(CharSequence text, Word[] words, int i, float[] to, int at) {
        for (var k = -1; k <= 1; k++) {
            var from = at + (k + 1) * ONE;
            if (i + k < 0 || i + k >= words.length) {
                to[from + 7] = 1;
            } else {
                one(text, words[i + k], to, from);
            }
        }
    }

    private static void one(CharSequence text, Word word, float[] to, int at) {
        var upper = 0;
        var lower = 0;
        var digits = 0;
        for (var i = word.start(); i < word.end(); i++) {
            var c = text.charAt(i);
            upper += Character.isUpperCase(c) ? 1 : 0;
            lower += Character.isLowerCase(c) ? 1 : 0;
            digits += Character.isDigit(c) ? 1 : 0;
        }
        var length = word.end() - word.start();
        to[at] = Character.isUpperCase(text.charAt(word.start())) ? 1 : 0;
        to[at + 1] = upper == length && length > 1 ? 1 : 0;
        to[at + 2] = lower == length ? 1 : 0;
        to[at + 3] = upper > 0 && lower > 0 && !(upper == 1 && to[at] == 1) ? 1 : 0;
        to[at + 4] = digits == length ? 1 : 0;
        to[at + 5] = upper + lower + digits == 0 ? 1 : 0;
        to[at + 6] = afterBreak(text, word.start()) ? 1 : 0;
    }

    // A line or sentence starts here: its capital says less.
    private static boolean afterBreak(CharSequence text, int start) {
        for (var i = start - 1; i >= 0; i--) {
            var c = text.charAt(i);
            if (c == '\n' || c == '.' || c == '!' || c == '?') {
                return true;
            }
            if (c != ' ' && c != '"') {
                return false;
            }
        }
        return true;
    }

    /// A word's place in the text.
    record Word(int start, int end) {}
}
