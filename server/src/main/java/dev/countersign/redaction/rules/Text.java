package dev.countersign.redaction.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A text as the recognisers see it: invisible chars gone, full-width forms and unusual spaces and
/// hyphens made plain, with the way back to the original offsets. Counts the chars looked at.
public final class Text {
    final char[] chars;
    final int length;
    private final int @Nullable [] origins;
    private long inspections;
    private @Nullable Map<String, Boolean> judged;

    private Text(char[] chars, int length, int @Nullable [] origins) {
        this.chars = chars;
        this.length = length;
        this.origins = origins;
    }

    /// A judgement that costs much more than reading, such as a numbering plan's: made once for
    /// each candidate of this text, because a thread of mails repeats its signature.
    boolean judgedOnce(String candidate, Predicate<String> judgement) {
        if (judged == null) {
            judged = new HashMap<>();
        }
        return judged.computeIfAbsent(candidate, judgement::test);
    }

    public static Text of(CharSequence text) {
        var chars = text.toString().toCharArray();
        for (var i = 0; i < chars.length; i++) {
            if (chars[i] >= 0xA0 && plain(chars[i]) != chars[i]) {
                return normalised(chars);
            }
        }
        return new Text(chars, chars.length, null);
    }

    private static Text normalised(char[] chars) {
        var out = new char[chars.length];
        var origins = new int[chars.length + 1];
        var n = 0;
        for (var i = 0; i < chars.length; i++) {
            var c = plain(chars[i]);
            if (c != 0 || chars[i] == 0) {
                origins[n] = i;
                out[n++] = c;
            }
        }
        origins[n] = chars.length;
        return new Text(out, n, origins);
    }

    /// @return 0 for a char that is not seen
    private static char plain(char c) {
        if (c < 0xA0) {
            return c;
        }
        return switch (c) {
            case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff' -> 0;
            case '\u00a0', '\u2007', '\u202f', '\u2009', '\u3000' -> ' ';
            case '\u2010', '\u2011', '\u2012', '\u2212', '\ufe63' -> '-';
            default -> c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c;
        };
    }

    /// The char at `i`, or 0 outside the text.
    char at(int i) {
        inspections++;
        return i < 0 || i >= length ? 0 : chars[i];
    }

    String sub(int from, int to) {
        var start = Math.max(0, from);
        var end = Math.min(length, to);
        inspections += Math.max(0, end - start);
        return end <= start ? "" : new String(chars, start, end - start);
    }

    /// Whether one of these lower-case words stands in the 40 chars before `i`.
    boolean near(int i, String... words) {
        var before = sub(i - 40, i).toLowerCase(java.util.Locale.ROOT);
        for (var word : words) {
            var at = before.lastIndexOf(word);
            if (at >= 0 && (at == 0 || !Character.isLetter(before.charAt(at - 1)))) {
                return true;
            }
        }
        return false;
    }

    int originalStart(int i) {
        return origins == null ? i : origins[i];
    }

    /// After the last char before `i`, so that invisible chars behind a span stay outside it.
    int originalEnd(int i) {
        return origins == null ? i : origins[i - 1] + 1;
    }

    long inspections() {
        return inspections;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isLatin(char c) {
        return isUpper(c) || (c >= 'a' && c <= 'z');
    }

    static boolean isWord(char c) {
        return isDigit(c) || isLatin(c) || (c >= 0x80 && Character.isLetter(c));
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
