package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;

/// IP addresses; not versions, not times of day.
final class Ips {
    private static final int LONGEST = 46;
    private final Scan scan;
    private final Text text;

    Ips(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
    }

    /// An IPv6 address whose first colon is at `i`.
    int colon(int i) {
        var start = i;
        while (i - start < 5 && Text.isHex(text.at(start - 1))) {
            start--;
        }
        if (i - start > 4 || Text.isWord(text.at(start - 1)) || text.at(start - 1) == ':') {
            return i;
        }
        var end = i;
        while (end - start < LONGEST && (Text.isHex(text.at(end)) || text.at(end) == ':')) {
            end++;
        }
        if (end - i < 2 || end - start >= LONGEST) {
            return i;
        }
        while (end > i && text.at(end - 1) == ':' && text.at(end - 2) != ':') {
            end--;
        }
        var whole = text.sub(start, end);
        var mapped = text.at(end) == '.' ? whole.lastIndexOf(':') : -1;
        if (mapped > 0) {
            var after = v4(start + mapped + 1);
            return after > 0 ? scan.found(start, after, Kind.IP) : i;
        }
        if (Text.isWord(text.at(end)) || !isV6(whole)) {
            return i;
        }
        return scan.found(start, end, Kind.IP);
    }

    private static boolean isV6(String whole) {
        var groups = 0;
        var digits = 0;
        var gaps = 0;
        var length = 0;
        for (var i = 0; i < whole.length(); i++) {
            var c = whole.charAt(i);
            if (c == ':') {
                gaps += i > 0 && whole.charAt(i - 1) == ':' ? 1 : 0;
                length = 0;
                continue;
            }
            digits += Text.isDigit(c) ? 1 : 0;
            groups += length == 0 ? 1 : 0;
            if (++length > 4) {
                return false;
            }
        }
        // `std::vector` and `::` are code; an address has a digit.
        return digits > 0
                && ((gaps == 1 && groups >= 1 && groups < 8) || (gaps == 0 && groups == 8));
    }

    /// @return the end of an IPv4 address that starts at `start`, -1 where there is none
    int v4(int start) {
        var at = start;
        for (var part = 0; part < 4; part++) {
            if (part > 0 && text.at(at++) != '.') {
                return -1;
            }
            var value = 0;
            var from = at;
            while (at - from < 4 && Text.isDigit(text.at(at))) {
                value = value * 10 + text.at(at++) - '0';
            }
            if (at == from || at - from > 3 || value > 255) {
                return -1;
            }
            if (at - from > 1 && text.at(from) == '0') {
                return -1;
            }
        }
        var more = text.at(at) == '.' && Text.isDigit(text.at(at + 1));
        return more || Text.isWord(text.at(at)) ? -1 : at;
    }

    /// Whether the words before say that four numbers are a release, not an address.
    boolean isVersion(int start) {
        var before = text.at(start - 1);
        return before == '.'
                || before == '-'
                || before == '_'
                || text.near(start, "version", "release ", "build ", "firmware");
    }
}
