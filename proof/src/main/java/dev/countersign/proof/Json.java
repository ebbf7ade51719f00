package dev.countersign.proof;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Canonical JSON (RFC 8785), without floats: strings, booleans, null, integers up to 2^53 - 1 in
/// magnitude, lists and maps.
public final class Json {
    /// The largest integer that every JSON reader reads exactly.
    public static final long MAX_INTEGER = (1L << 53) - 1;

    static final int MAX_DEPTH = 64;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Json() {}

    /// @throws IllegalArgumentException naming the field that canonical JSON cannot hold
    public static String canonical(@Nullable Object value) {
        var out = new StringBuilder(256);
        write(out, value, "value", 0);
        return out.toString();
    }

    /// Appends a value to `out`.
    ///
    /// @param name how an error calls the value
    public static void write(StringBuilder out, @Nullable Object value, String name) {
        write(out, value, name, 0);
    }

    private static void write(StringBuilder out, @Nullable Object value, String name, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "`" + name + "` is nested deeper than " + MAX_DEPTH + " levels; flatten it");
        }
        switch (value) {
            case null -> out.append("null");
            case String text -> string(out, text, name);
            case Boolean yes -> out.append(yes.booleanValue());
            case Long n -> integer(out, n, name);
            case Integer n -> integer(out, n, name);
            case Short n -> integer(out, n, name);
            case Byte n -> integer(out, n, name);
            case Map<?, ?> map -> object(out, map, name, depth);
            case Iterable<?> list -> {
                out.append('[');
                var first = true;
                for (var element : list) {
                    if (!first) {
                        out.append(',');
                    }
                    first = false;
                    write(out, element, name, depth + 1);
                }
                out.append(']');
            }
            default ->
                    throw new IllegalArgumentException(
                            "`"
                                    + name
                                    + "` is a "
                                    + value.getClass().getSimpleName()
                                    + ", which canonical JSON here does not hold; write it as a"
                                    + " string");
        }
    }

    private static void object(StringBuilder out, Map<?, ?> map, String name, int depth) {
        out.append('{');
        var first = true;
        for (var field : sorted(map, name).entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            string(out, field.getKey(), name);
            out.append(':');
            write(out, field.getValue(), field.getKey(), depth + 1);
        }
        out.append('}');
    }

    /// [String#compareTo] orders by UTF-16 code unit, which is what RFC 8785 asks for.
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> sorted(Map<?, ?> map, String name) {
        if (map instanceof SortedMap<?, ?> tree && tree.comparator() == null) {
            return (Map<String, @Nullable Object>) map;
        }
        var copy = new TreeMap<String, @Nullable Object>();
        for (var field : map.entrySet()) {
            if (!(field.getKey() instanceof String key)) {
                throw new IllegalArgumentException(
                        "`" + name + "` has a key that is not a string; use strings");
            }
            copy.put(key, field.getValue());
        }
        return copy;
    }

    private static void integer(StringBuilder out, long n, String name) {
        if (n > MAX_INTEGER || n < -MAX_INTEGER) {
            throw new IllegalArgumentException(
                    "`" + name + "` is `" + n + "`, beyond 2^53 - 1; write it as a string");
        }
        out.append(n);
    }

    private static void string(StringBuilder out, String text, String name) {
        out.append('"');
        for (int i = 0, end = text.length(); i < end; i++) {
            var c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                out.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < end
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException(
                        "`" + name + "` holds half a surrogate pair; it is not text");
            } else {
                escaped(out, c);
            }
        }
        out.append('"');
    }

    private static void escaped(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20) {
                    out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                } else {
                    out.append(c);
                }
            }
        }
    }

    /// Reads strict JSON of the same shapes: duplicate keys, floats, lone surrogates, deep nesting
    /// and anything after the value are refused.
    ///
    /// @throws IllegalArgumentException saying what and at which character
    public static @Nullable Object parse(String text) {
        return new JsonReader(text).document();
    }

    /// As [#parse], for a document that must be an object.
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> object(String text) {
        if (parse(text) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("the JSON is not an object; expected `{...}`");
    }

    static String text(Map<String, @Nullable Object> object, String field) {
        if (object.get(field) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("field `" + field + "` is missing or not a string");
    }

    static long number(Map<String, @Nullable Object> object, String field) {
        if (object.get(field) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("field `" + field + "` is missing or not an integer");
    }

    static List<?> list(Map<String, @Nullable Object> object, String field) {
        if (object.get(field) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("field `" + field + "` is missing or not a list");
    }
}
