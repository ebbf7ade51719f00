package dev.countersign.measure;

import dev.countersign.kernel.CsvTable;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// Readings as a CSV file: a header line with `kpi`, `from`, `to` and `value`, and perhaps `pieces`
/// and `note`. Pure.
public final class ReadingFile {
    private static final CsvTable.Form FORM =
            new CsvTable.Form(
                    Set.of("kpi", "from", "to", "value", "pieces", "note"),
                    Set.of("kpi", "from", "to", "value"),
                    2_000,
                    "readings",
                    "begin with the line `kpi,from,to,value,pieces,note`; the last two may be left"
                            + " out");

    private ReadingFile() {}

    /// With the number of the line that each begins on.
    record Row(int line, NewReading reading) {}

    /// @throws ProblemException 422 naming the line
    static List<Row> read(String text, LocalDate today) {
        return CsvTable.read(text, FORM, ReadingFile::broken).stream()
                .map(row -> new Row(row.line(), reading(row, today)))
                .toList();
    }

    private static NewReading reading(CsvTable.Row row, LocalDate today) {
        try {
            return NewReading.of(
                    row.text("kpi"),
                    row.text("value"),
                    row.text("from"),
                    row.text("to"),
                    row.text("pieces"),
                    row.text("note"),
                    today);
        } catch (ProblemException wrong) {
            throw at(row.line(), wrong);
        }
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
