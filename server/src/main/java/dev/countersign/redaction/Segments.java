package dev.countersign.redaction;

import org.jspecify.annotations.Nullable;

/// Cuts a text into pieces that are judged each on its own, the same way however the text arrives.
///
/// INVARIANT: whether there is a cut at an offset depends on the chars since the last cut and on
/// the one char after the offset, never on how much has arrived or on chunk borders. Whole text and
/// stream go through here, so both see the same pieces and both give the same result.
///
/// A piece ends after a line break or a sentence of at least 256 chars, never beside a digit, after
/// `:` `=` `,` `-`, or inside a PEM block. After 16 KiB (32 in a PEM block) it ends at a space or
/// comma beside no digit. Where there is none, the piece is opaque, and so is the start of the next
/// one up to such a place.
final class Segments {
    static final int LEAST = 256;
    static final int MOST = 16 * 1024;
    static final int MOST_IN_PEM = 2 * MOST;

    private final StringBuilder held = new StringBuilder();
    private int start;
    private int at;
    private char lastInk;
    private int inkRun;
    private boolean lineBreak;
    private boolean pem;
    private int pemEnd = -1;
    private boolean tail;

    /// @param opaqueUntil chars at the start that cannot be judged
    record Piece(String text, int opaqueUntil) {}

    void append(CharSequence more) {
        held.append(more);
    }

    /// @param finished whether this is all there is
    /// @return null when more text is needed, or when finished and nothing is left
    @Nullable Piece next(boolean finished) {
        while (at < held.length()) {
            if (at > start) {
                if (isNaturalCut()) {
                    return piece(at, false);
                }
                if (at - start >= (pem ? MOST_IN_PEM : MOST)) {
                    return forced();
                }
            }
            see(held.charAt(at));
            at++;
        }
        if (finished && start < held.length()) {
            return piece(held.length(), false);
        }
        held.delete(0, start);
        at -= start;
        pemEnd -= start;
        start = 0;
        return null;
    }

    private void see(char c) {
        if (isSpace(c)) {
            lineBreak |= c == '\n';
            return;
        }
        var fresh = at == start || isSpace(held.charAt(at - 1));
        inkRun = fresh ? 1 : inkRun + 1;
        lastInk = c;
        lineBreak = false;
        if (c == 'N' && endsWith("-----BEGIN")) {
            pem = true;
        } else if (c == 'D' && endsWith("-----END")) {
            pem = false;
            pemEnd = at;
        }
    }

    private boolean endsWith(String marker) {
        var from = at + 1 - marker.length();
        for (var i = 0; i < marker.length(); i++) {
            if (from < start || held.charAt(from + i) != marker.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNaturalCut() {
        if (at - start < LEAST || pem || !isSpace(held.charAt(at - 1))) {
            return false;
        }
        var next = held.charAt(at);
        if (isSpace(next) || isDigit(next) || next == '+' || next == '(') {
            return false;
        }
        if (isDigit(lastInk) || ":=,-\u2013".indexOf(lastInk) >= 0) {
            return false;
        }
        // A short word before the dot is a title or an initial more often than a sentence's end.
        return lineBreak || (inkRun > 4 && ".!?".indexOf(lastInk) >= 0);
    }

    private Piece forced() {
        for (var p = at; !pem && p > Math.max(at - MOST / 2, pemEnd); p--) {
            if (isSafe(p)) {
                return piece(p, false);
            }
        }
        return piece(at, true);
    }

    private boolean isSafe(int p) {
        var before = held.charAt(p - 1);
        var after = held.charAt(p);
        if (isDigit(before) || isDigit(after)) {
            return false;
        }
        return isSpace(before)
                || isSpace(after)
                || ",;}]>".indexOf(before) >= 0
                || (before >= 0x2E80 && before < 0xD800);
    }

    private Piece piece(int end, boolean opaque) {
        var until = opaque ? end - start : tail ? runUntilSafe(end) - start : 0;
        tail = opaque || (tail && until == end - start);
        var piece = new Piece(held.substring(start, end), until);
        start = end;
        at = end;
        lastInk = 0;
        inkRun = 0;
        lineBreak = false;
        pem = false;
        pemEnd = -1;
        return piece;
    }

    private int runUntilSafe(int end) {
        var p = start + 1;
        while (p < end && !isSafe(p)) {
            p++;
        }
        return p;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u2028' || c == '\u2029' || c == '\u3000';
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= '\uff10' && c <= '\uff19');
    }
}
