package dev.countersign.assurance;

import dev.countersign.kernel.CsvRows;
import dev.countersign.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Work for shadow mode as a CSV file: a header line with `id`, `worker` and `input`, and `answer`
/// where the person's answer is there already.
public final class WorkFile {
    private static final Set<String> KNOWN = Set.of("id", "worker", "input", "answer");
    private static final int MOST = 5_000;

    private WorkFile() {}

    /// @throws dev.countersign.kernel.ProblemException 422 naming the line
    public static List<NewWork> read(String tool, String text) {
        List<CsvRows.Row> rows;
        try {
            rows = CsvRows.rows(text);
        } catch (IllegalArgumentException e) {
            throw broken(String.valueOf(e.getMessage()), "close every quote");
        }
        if (rows.isEmpty()) {
            throw broken("the file is empty", "begin with the line `id,worker,input,answer`");
        }
        var header = rows.getFirst().fields().stream().map(String::strip).toList();
        for (var name : header) {
            if (!KNOWN.contains(name)) {
                throw broken(
                        "line 1 names a column `" + name + "`",
                        "the columns are `id`, `worker`, `input` and, where you have it, `answer`");
            }
        }
        if (!header.containsAll(Set.of("id", "worker", "input"))) {
            throw broken(
                    "line 1 lacks `id`, `worker` or `input`",
                    "begin with the line `id,worker,input,answer`");
        }
        if (rows.size() > MOST + 1) {
            throw broken(
                    "the file has " + (rows.size() - 1) + " pieces of work",
                    "send at most " + MOST + " at once");
        }
        var out = new ArrayList<NewWork>();
        for (var row : rows.subList(1, rows.size())) {
            if (row.fields().size() != header.size()) {
                throw broken(
                        "line "
                                + row.line()
                                + " has "
                                + row.fields().size()
                                + " fields, the header has "
                                + header.size(),
                        "put quotes around text that has commas");
            }
            out.add(
                    new NewWork(
                            tool,
                            "file",
                            row.fields().get(header.indexOf("id")).strip(),
                            row.fields().get(header.indexOf("worker")).strip(),
                            row.fields().get(header.indexOf("input")),
                            header.contains("answer")
                                    ? Optional.of(row.fields().get(header.indexOf("answer")))
                                            .filter(a -> !a.isBlank())
                                    : Optional.empty()));
        }
        return out;
    }

    private static RuntimeException broken(String detail, String remedy) {
        return new Problem(422, "work-file", "Nothing of the file was taken", detail, remedy)
                .asException();
    }
}
