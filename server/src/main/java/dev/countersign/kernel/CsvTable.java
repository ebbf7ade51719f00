package dev.countersign.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A CSV file whose first line names its columns, some of which must be there.
public final class CsvTable {
    private CsvTable() {}

    /// Says that the file is not taken.
    @FunctionalInterface
    public interface Broken {
        RuntimeException because(String detail, String remedy);
    }

    /// One line below the header.
    ///
    /// @param line its number, from 1
    public record Row(int line, List<String> header, List<String> fields) {
        /// As it stands in the file; empty where the file has no such column.
        public String text(String column) {
            return has(column) ? fields.get(header.indexOf(column)) : "";
        }

        public boolean has(String column) {
            return header.contains(column);
        }
    }

    /// What a file may hold.
    ///
    /// @param known every column, `needed` those that must be there
    /// @param most lines below the header
    /// @param what the lines are, in the plural
    /// @param begin how the file should begin, for whoever has to mend it
    public record Form(Set<String> known, Set<String> needed, int most, String what, String begin) {
        public Form {
            known = Set.copyOf(known);
            needed = Set.copyOf(needed);
        }
    }

    /// @throws RuntimeException what `broken` makes, naming the line
    public static List<Row> read(String text, Form form, Broken broken) {
        List<CsvRows.Row> rows;
        try {
            rows = CsvRows.rows(text);
        } catch (IllegalArgumentException e) {
            throw broken.because(String.valueOf(e.getMessage()), "close every quote");
        }
        if (rows.isEmpty()) {
            throw broken.because("the file is empty", form.begin());
        }
        var header = rows.getFirst().fields().stream().map(String::strip).toList();
        for (var name : header) {
            if (!form.known().contains(name)) {
                throw broken.because("line 1 names a column `" + name + "`", form.begin());
            }
        }
        if (!header.containsAll(form.needed())) {
            throw broken.because(
                    "line 1 lacks "
                            + form.needed().stream()
                                    .filter(n -> !header.contains(n))
                                    .sorted()
                                    .map(n -> "`" + n + "`")
                                    .collect(java.util.stream.Collectors.joining(" and ")),
                    form.begin());
        }
        if (rows.size() > form.most() + 1) {
            throw broken.because(
                    "the file has " + (rows.size() - 1) + " " + form.what(),
                    "send at most " + form.most() + " at once");
        }
        var out = new ArrayList<Row>();
        for (var row : rows.subList(1, rows.size())) {
            if (row.fields().size() != header.size()) {
                throw broken.because(
                        "line %d has %d fields, the header has %d"
                                .formatted(row.line(), row.fields().size(), header.size()),
                        "put quotes around text that has commas");
            }
            out.add(new Row(row.line(), header, row.fields()));
        }
        return out;
    }
}
