package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import java.util.Locale;
import java.util.Set;

/// Credentials in URLs, and URLs and domain names where these are wanted.
final class Urls {
    private static final int LONGEST = 2048;
    private static final Set<String> TOP =
            Set.of(
                    "com", "org", "net", "edu", "gov", "io", "de", "fr", "uk", "us", "it", "es",
                    "nl", "se", "no", "dk", "fi", "pl", "at", "ch", "be", "pt", "cz", "hu", "ru",
                    "eu", "info", "biz", "co", "ca", "au", "br", "in", "jp", "cn", "ie", "gr", "si",
                    "is", "za", "nz", "tv", "me", "dev", "app", "cloud", "ai");
    private final Scan scan;
    private final Text text;

    Urls(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
    }

    int colon(int i) {
        if (text.at(i + 1) != '/' || text.at(i + 2) != '/') {
            return i;
        }
        var start = i;
        while (i - start < 20 && (Text.isWord(text.at(start - 1)) || text.at(start - 1) == '+')) {
            start--;
        }
        if (start == i) {
            return i;
        }
        var end = i + 3;
        var at = -1;
        var colon = -1;
        var host = true;
        while (end - i < LONGEST && isUrl(text.at(end))) {
            var c = text.at(end);
            host = host && c != '/' && c != '?' && c != '#';
            if (host && c == '@') {
                at = end;
            } else if (host && c == ':' && colon < 0) {
                colon = end;
            }
            end++;
        }
        while (end > i + 3 && ".,;:!?)'".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        if (scan.wants(Kind.URL) && end > i + 3) {
            scan.found(start, end, Kind.URL);
        }
        if (at > i + 3 && colon > 0 && colon < at) {
            return scan.found(i + 3, at, Kind.URL_CREDENTIAL) + 1;
        }
        return i + 2;
    }

    /// A bare domain name around the dot at `i`: `example.com`, `www.example.co.uk/path`.
    int dot(int i) {
        if (!Text.isWord(text.at(i - 1)) || !Text.isLatin(text.at(i + 1))) {
            return i;
        }
        var start = i;
        while (i - start < 64
                && (Text.isWord(text.at(start - 1))
                        || text.at(start - 1) == '-'
                        || text.at(start - 1) == '.')) {
            start--;
        }
        var end = i;
        var label = i;
        while (end - i < 253
                && (Text.isWord(text.at(end))
                        || text.at(end) == '-'
                        || (text.at(end) == '.' && Text.isWord(text.at(end + 1))))) {
            if (text.at(end) == '.') {
                label = end;
            }
            end++;
        }
        if (text.at(start - 1) == '@' || text.at(start - 1) == '/' || text.at(end) == '@') {
            return i;
        }
        if (end - label > 12 || !TOP.contains(text.sub(label + 1, end).toLowerCase(Locale.ROOT))) {
            return i;
        }
        if (text.at(end) == '/') {
            while (end - i < LONGEST && isUrl(text.at(end))) {
                end++;
            }
        }
        return scan.found(start, end, Kind.URL);
    }

    private static boolean isUrl(char c) {
        return c > ' ' && c != '"' && c != '<' && c != '>' && c != '\\' && c != '`' && c != '|';
    }
}
