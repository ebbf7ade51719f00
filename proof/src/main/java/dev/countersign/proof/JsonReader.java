package dev.countersign.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A strict reader of the JSON that [Json] writes.
final class JsonReader {
    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable Object document() {
        var value = value(0);
        space();
        if (at != text.length()) {
            throw wrong("something after the value");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw wrong("nesting deeper than " + Json.MAX_DEPTH + " levels");
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> integer();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        at++;
        var fields = new TreeMap<String, @Nullable Object>();
        space();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            space();
            if (peek() != '"') {
                throw wrong("no key");
            }
            var key = string();
            space();
            expect(':');
            if (fields.containsKey(key)) {
                throw wrong("key `" + key + "` twice");
            }
            fields.put(key, value(depth + 1));
            space();
            if (peek() == ',') {
                at++;
            } else {
                expect('}');
                return fields;
            }
        }
    }

    private List<@Nullable Object> array(int depth) {
        at++;
        var elements = new ArrayList<@Nullable Object>();
        space();
        if (peek() == ']') {
            at++;
            return elements;
        }
        while (true) {
            elements.add(value(depth + 1));
            space();
            if (peek() == ',') {
                at++;
            } else {
                expect(']');
                return Collections.unmodifiableList(elements);
            }
        }
    }

    private String string() {
        at++;
        var start = at;
        while (at < text.length() && plain(text.charAt(at))) {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        var out = new StringBuilder(text.substring(start, at));
        while (peek() != '"') {
            out.append(unit());
        }
        at++;
        checkSurrogates(out);
        return out.toString();
    }

    private static boolean plain(char c) {
        return c != '"' && c != '\\' && c >= 0x20 && !Character.isSurrogate(c);
    }

    private char unit() {
        var c = text.charAt(at++);
        if (c < 0x20) {
            throw wrong("a control character in a string");
        }
        if (c != '\\') {
            return c;
        }
        var kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw wrong("an unknown escape");
        };
    }

    private char hex() {
        var value = 0;
        for (var i = 0; i < 4; i++) {
            var c = peek();
            var digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("a broken \\u escape");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private void checkSurrogates(CharSequence out) {
        for (var i = 0; i < out.length(); i++) {
            var c = out.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < out.length()
                    && Character.isLowSurrogate(out.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw wrong("half a surrogate pair");
            }
        }
    }

    private Long integer() {
        var start = at;
        if (peek() == '-') {
            at++;
        }
        var digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits || at - digits > 16) {
            throw wrong("no value that this format holds");
        }
        if (text.charAt(digits) == '0' && (at - digits > 1 || digits > start)) {
            throw wrong("a number with a superfluous zero or sign");
        }
        if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
            throw wrong("a float, which this format does not hold");
        }
        var number = Long.parseLong(text, start, at, 10);
        if (Math.abs(number) > Json.MAX_INTEGER) {
            throw wrong("an integer beyond 2^53 - 1");
        }
        return number;
    }

    private <T extends @Nullable Object> T word(String word, T value) {
        if (!text.startsWith(word, at)) {
            throw wrong("an unknown word");
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("an early end");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("no `" + c + "`");
        }
        at++;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("the JSON has " + what + " at character " + at);
    }
}
