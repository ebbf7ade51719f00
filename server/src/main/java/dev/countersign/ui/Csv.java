package dev.countersign.ui;

import java.util.Arrays;
import java.util.stream.Collectors;

/// RFC 4180 lines. A field that a spreadsheet would run as a formula gets an apostrophe in front.
public final class Csv {
    private Csv() {}

    public static String line(String... fields) {
        return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(","));
    }

    private static String field(String text) {
        var safe = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
