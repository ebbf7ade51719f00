package dev.countersign.assurance;

import dev.countersign.kernel.CsvTable;
import dev.countersign.kernel.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Work for shadow mode as a CSV file: a header line with `id`, `worker` and `input`, and `answer`
/// where the person's answer is there already.
public final class WorkFile {
    private static final CsvTable.Form FORM =
            new CsvTable.Form(
                    Set.of("id", "worker", "input", "answer"),
                    Set.of("id", "worker", "input"),
                    5_000,
                    "pieces of work",
                    "begin with the line `id,worker,input,answer`; the last one may be left out");

    private WorkFile() {}

    /// @throws dev.countersign.kernel.ProblemException 422 naming the line
    public static List<NewWork> read(String tool, String text) {
        return CsvTable.read(text, FORM, WorkFile::broken).stream()
                .map(row ->
                        new NewWork(
                                tool,
                                "file",
                                row.text("id").strip(),
                                row.text("worker").strip(),
                                row.text("input"),
                                Optional.of(row.text("answer")).filter(a -> !a.isBlank())))
                .toList();
    }

    private static RuntimeException broken(String detail, String remedy) {
        return new Problem(422, "work-file", "Nothing of the file was taken", detail, remedy)
                .asException();
    }
}
