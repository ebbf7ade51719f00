package dev.countersign.measure;

import dev.countersign.kernel.CsvRows;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Readings as a CSV file: a header line with `kpi`, `from`, `to` and `value`, and perhaps `pieces`
/// and `note`. Pure.
public final class ReadingFile {
    private static final Set<String> NEEDED = Set.of("kpi", "from", "to", "value");
    private static final Set<String> KNOWN = Set.of("kpi", "from", "to", "value", "pieces", "note");
    private static final int MOST = 2_000;
    private static final String HEADER = "begin with the line `kpi,from,to,value,pieces,note`";

    private ReadingFile() {}

    /// With the number of the line that each begins on.
    record Row(int line, NewReading reading) {}

    /// @throws ProblemException 422 naming the line
    static List<Row> read(String text, LocalDate today) {
        List<CsvRows.Row> rows;
        try {
            rows = CsvRows.rows(text);
        } catch (IllegalArgumentException e) {
            throw broken(String.valueOf(e.getMessage()), "close every quote");
        }
        if (rows.isEmpty()) {
            throw broken("the file is empty", HEADER);
        }
        var header = rows.getFirst().fields().stream().map(String::strip).toList();
        for (var name : header) {
            if (!KNOWN.contains(name)) {
                throw broken("line 1 names a column `" + name + "`", HEADER);
            }
        }
        if (!header.containsAll(NEEDED)) {
            throw broken("line 1 lacks `kpi`, `from`, `to` or `value`", HEADER);
        }
        if (rows.size() > MOST + 1) {
            throw broken(
                    "the file has " + (rows.size() - 1) + " readings",
                    "send at most " + MOST + " at once");
        }
        var out = new ArrayList<Row>();
        for (var row : rows.subList(1, rows.size())) {
            if (row.fields().size() != header.size()) {
                throw broken(
                        "line %d has %d fields, the header has %d"
                                .formatted(row.line(), row.fields().size(), header.size()),
                        "put quotes around text that has commas");
            }
            out.add(new Row(row.line(), reading(header, row, today)));
        }
        return out;
    }

    private static NewReading reading(List<String> header, CsvRows.Row row, LocalDate today) {
        try {
            return NewReading.of(
                    field(header, row, "kpi"),
                    field(header, row, "value"),
                    field(header, row, "from"),
                    field(header, row, "to"),
                    field(header, row, "pieces"),
                    field(header, row, "note"),
                    today);
        } catch (ProblemException wrong) {
            throw at(row.line(), wrong);
        }
    }

    private static String field(List<String> header, CsvRows.Row row, String name) {
        return header.contains(name) ? row.fields().get(header.indexOf(name)) : "";
    }

    /// The same refusal, with its place in the file.
    static ProblemException at(int line, ProblemException wrong) {
        return broken("line " + line + ": " + wrong.problem().detail(), wrong.problem().remedy());
    }

    private static ProblemException broken(String detail, String remedy) {
        return new Problem(422, "reading-file", "Nothing of the file was taken", detail, remedy)
                .asException();
    }
}
