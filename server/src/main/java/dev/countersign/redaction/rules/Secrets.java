package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Keys and passwords: by the prefixes that issuers chose, by `password=`, by `Bearer`, by PEM.
final class Secrets {
    /// First letters of [#ISSUED]; a letter here costs one more look at the char before it.
    static final String FIRST = "AagxsepGnhrdSkwFty";

    private static final int LONGEST = 4096;

    /// What a token starts with and the least number of chars that follow.
    private record Issued(String prefix, int least) {}

    private static final List<Issued> ISSUED =
            List.of(
                    new Issued("AKIA", 16),
                    new Issued("ASIA", 16),
                    new Issued("AIza", 30),
                    new Issued("ghp_", 20),
                    new Issued("gho_", 20),
                    new Issued("ghu_", 20),
                    new Issued("ghs_", 20),
                    new Issued("ghr_", 20),
                    new Issued("github_pat_", 20),
                    new Issued("glpat-", 16),
                    new Issued("gsk_", 20),
                    new Issued("xoxb-", 10),
                    new Issued("xoxp-", 10),
                    new Issued("xoxa-", 10),
                    new Issued("xoxs-", 10),
                    new Issued("xoxr-", 10),
                    new Issued("xapp-", 10),
                    new Issued("sk_live_", 10),
                    new Issued("sk_test_", 10),
                    new Issued("rk_live_", 10),
                    new Issued("rk_test_", 10),
                    new Issued("pk_live_", 10),
                    new Issued("whsec_", 16),
                    new Issued("sk-", 20),
                    new Issued("eyJ", 17),
                    new Issued("GOCSPX-", 16),
                    new Issued("npm_", 20),
                    new Issued("hf_", 20),
                    new Issued("pypi-", 20),
                    new Issued("dop_v1_", 20),
                    new Issued("SG.", 20),
                    new Issued("shpat_", 16),
                    new Issued("ya29.", 20),
                    new Issued("FwoGZX", 20),
                    new Issued("tskey-", 16),
                    new Issued("hvs.", 20));
    private static final List<String> NAMES =
            List.of(
                    "password",
                    "passwd",
                    "passphrase",
                    "pwd",
                    "secret",
                    "token",
                    "apikey",
                    "api_key",
                    "api-key",
                    "access_key",
                    "accesskey",
                    "private_key",
                    "client_secret",
                    "credential",
                    "authorization",
                    "passcode",
                    "sessionid",
                    "session_id",
                    "accountkey",
                    "sig");
    private static final Map<Character, List<Issued>> BY_FIRST =
            ISSUED.stream().collect(Collectors.groupingBy(issued -> issued.prefix().charAt(0)));
    private final Scan scan;
    private final Text text;

    Secrets(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
    }

    int prefix(int i) {
        var before = text.at(i - 1);
        if (Text.isWord(before) || before == '_') {
            return i;
        }
        for (var issued : BY_FIRST.getOrDefault(text.at(i), List.of())) {
            if (startsWith(i, issued.prefix())) {
                var end = token(i);
                var enough = end - i - issued.prefix().length() >= issued.least();
                // Words joined by dashes can start with `sk-`; a key has a digit.
                if (enough && hasDigit(i, Math.min(end, i + 128))) {
                    return scan.found(i, end, Kind.SECRET);
                }
            }
        }
        return i;
    }

    int bearer(int i) {
        var last = text.at(i - 1);
        if (last != 'r' && last != 'R' && last != 'c' && last != 'C') {
            return i;
        }
        if (!isAny(i - 6, "bearer") && !isAny(i - 5, "basic")) {
            return i;
        }
        var end = token(i + 1);
        var isKey =
                end - i > 16
                        && (hasDigit(i + 1, Math.min(end, i + 128))
                                || text.near(i, "authorization"));
        return isKey ? scan.found(i + 1, end, Kind.SECRET) : i;
    }

    /// `name=value` and `name: value` where the name ends like one of [#NAMES].
    int assignment(int i) {
        var end = i;
        while (i - end < 3
                && (text.at(end - 1) == '"'
                        || text.at(end - 1) == '\''
                        || text.at(end - 1) == ' ')) {
            end--;
        }
        if (!Text.isLatin(text.at(end - 1))) {
            return i;
        }
        var name = text.sub(end - 16, end).toLowerCase(Locale.ROOT);
        if (!isSecretName(name)) {
            return i;
        }
        var from = i + 1;
        while (from - i < 6
                && (text.at(from) == ' '
                        || text.at(from) == '"'
                        || text.at(from) == '\''
                        || text.at(from) == '=')) {
            from++;
        }
        if (isAny(from, "bearer ") || isAny(from, "basic ")) {
            from = text.chars[from + 1] == 'a' || text.chars[from + 1] == 'A' ? from + 6 : from + 7;
        }
        var to = from;
        while (to - from < LONGEST && isValue(text.at(to))) {
            to++;
        }
        while (to > from && ".!?".indexOf(text.at(to - 1)) >= 0) {
            to--;
        }
        var spaced = text.at(i) == ':';
        return to - from >= 4 && (!spaced || isLikely(from, to))
                ? scan.found(from, to, Kind.SECRET)
                : i;
    }

    private static boolean isSecretName(String name) {
        for (var known : NAMES) {
            if (name.endsWith(known)) {
                var at = name.length() - known.length();
                return known.length() > 3 || at == 0 || !Character.isLetter(name.charAt(at - 1));
            }
        }
        return false;
    }

    // "Password: please reset it" is a sentence; a password has more than lower-case letters.
    private boolean isLikely(int from, int to) {
        for (var i = from; i < Math.min(to, from + 64); i++) {
            var c = text.at(i);
            if (!(c >= 'a' && c <= 'z') && !(i == from && Text.isUpper(c))) {
                return true;
            }
        }
        return text.at(from - 1) == '"' || text.at(from - 1) == '\'';
    }

    /// A private key from its first line to its last, or to the end of the text if cut short.
    int pem(int i) {
        if (text.at(i + 1) != '-' || text.at(i - 1) == '-' || !startsWith(i, "-----BEGIN ")) {
            return i;
        }
        if (!text.sub(i, i + 64).contains("PRIVATE KEY")) {
            return i;
        }
        var end = i + 11;
        while (end < text.length && !(text.at(end) == '-' && startsWith(end, "-----END "))) {
            end++;
        }
        end = Math.min(text.length, end + 9);
        while (end < text.length && text.at(end) != '\n' && text.at(end) != '-') {
            end++;
        }
        while (text.at(end) == '-') {
            end++;
        }
        return scan.found(i, end, Kind.SECRET);
    }

    private int token(int from) {
        var end = from;
        while (end - from < LONGEST && isToken(text.at(end))) {
            end++;
        }
        while (end > from && text.at(end - 1) == '.') {
            end--;
        }
        return end;
    }

    private boolean hasDigit(int from, int to) {
        for (var i = from; i < to; i++) {
            if (Text.isDigit(text.at(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(int i, String word) {
        for (var k = 0; k < word.length(); k++) {
            if (text.at(i + k) != word.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAny(int i, String lower) {
        for (var k = 0; k < lower.length(); k++) {
            if ((text.at(i + k) | 0x20) != (lower.charAt(k) | 0x20)) {
                return false;
            }
        }
        return !Text.isWord(text.at(i - 1));
    }

    private static boolean isToken(char c) {
        return Text.isDigit(c)
                || Text.isLatin(c)
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '~'
                || c == '+'
                || c == '/'
                || c == '=';
    }

    private static boolean isValue(char c) {
        return c > ' ' && c != '"' && c != '\'' && c != '&' && c != ',' && c != ';' && c != '<'
                && c != '}' && c != ')';
    }
}
