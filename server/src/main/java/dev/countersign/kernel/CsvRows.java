package dev.countersign.kernel;

import java.util.ArrayList;
import java.util.List;

/// Reads comma-separated values as RFC 4180 has them: quotes around a field, doubled within it,
/// line breaks allowed inside.
public final class CsvRows {
    private final String text;
    private int at;
    private int line = 1;

    /// One record.
    ///
    /// @param line number of the line it starts on, from 1
    public record Row(int line, List<String> fields) {
        public Row {
            fields = List.copyOf(fields);
        }
    }

    private CsvRows(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Blank lines are skipped.
    ///
    /// @throws IllegalArgumentException naming the line, if a quote is not closed or stands amiss
    public static List<Row> rows(String text) {
        var csv = new CsvRows(text);
        var rows = new ArrayList<Row>();
        while (csv.at < csv.text.length()) {
            var row = csv.row();
            if (row.fields().size() > 1 || !row.fields().getFirst().isBlank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() {
        var start = line;
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(field());
            if (at >= text.length()) {
                return new Row(start, fields);
            }
            var c = text.charAt(at++);
            if (c == ',') {
                continue;
            }
            if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            line++;
            return new Row(start, fields);
        }
    }

    private String field() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        var start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        var start = line;
        var field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at++;
            } else if (c == '"') {
                at++;
                if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                    throw new IllegalArgumentException(
                            "line " + line + ": text after a closing quote; double the quotes");
                }
                return field.toString();
            } else if (c == '\n') {
                line++;
            }
            field.append(c);
        }
        throw new IllegalArgumentException("line " + start + ": the quote is never closed");
    }
}
