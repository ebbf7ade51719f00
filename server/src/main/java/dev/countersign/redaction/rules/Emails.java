package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;

/// E-mail addresses around an `@`: plus tags, non-ASCII local parts and domains.
final class Emails {
    private static final int LOCAL = 256;
    private static final int DOMAIN = 253;
    private final Scan scan;
    private final Text text;

    Emails(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
    }

    // Linear: neither part can hold another `@`, so each char is in at most two windows.
    int at(int i) {
        var start = i;
        while (i - start < LOCAL && isLocal(text.at(start - 1))) {
            start--;
        }
        while (start < i && isEdge(text.at(start))) {
            start++;
        }
        if (start == i) {
            return i;
        }
        var end = i + 1;
        var dot = -1;
        while (end - i <= DOMAIN) {
            var c = text.at(end);
            if (isLabel(c)) {
                end++;
            } else if (isDot(c) && isLabel(text.at(end + 1)) && end > i + 1) {
                dot = end++;
            } else {
                break;
            }
        }
        while (end > i + 1 && text.at(end - 1) == '-') {
            end--;
        }
        var proper = dot > 0 && end - dot > 2 && !Text.isDigit(text.at(dot + 1));
        if (!proper) {
            return i;
        }
        return scan.found(start, end, Kind.EMAIL);
    }

    private static boolean isLocal(char c) {
        return Text.isWord(c)
                || (c != 0 && "._%+-'!#$&*/=?^`{|}~".indexOf(c) >= 0)
                || Character.isSurrogate(c)
                || (c >= 0x80 && Character.getType(c) == Character.NON_SPACING_MARK);
    }

    // An address in quotes, in a list or behind `email=` is still only the address.
    private static boolean isEdge(char c) {
        return ".'!#$&*/=?^`{|}~%-".indexOf(c) >= 0;
    }

    private static boolean isLabel(char c) {
        return Text.isWord(c)
                || c == '-'
                || Character.isSurrogate(c)
                || (c >= 0x80 && Character.getType(c) == Character.NON_SPACING_MARK);
    }

    private static boolean isDot(char c) {
        return c == '.' || c == '\u3002';
    }
}
