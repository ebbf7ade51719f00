package dev.countersign.report;

import dev.countersign.desk.Decided;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.playbook.LoadedPlaybook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes one adoption row per released answer, in exactly the playbook's seven fields, as CSV and
/// as Parquet, into a folder per day for a warehouse to pick up.
///
/// `time_saved_min` stays empty unless the organisation declares a baseline for the prompt, with
/// the method by which it was measured.
public final class AdoptionSink {
    static final List<String> FIELDS =
            List.of(
                    "user_id",
                    "role",
                    "workflow_id",
                    "time_saved_min",
                    "confidence",
                    "approved_by",
                    "exception_flag");

    private final Path folder;

    public AdoptionSink(Path folder) {
        this.folder = folder;
    }

    void write(
            LocalDate day,
            List<CallRecord> calls,
            Function<String, Optional<ExceptionCase>> cases,
            Optional<LoadedPlaybook> playbook) {
        var out = new StringBuilder(String.join(",", FIELDS)).append("\r\n");
        for (var call : calls) {
            if (call.state() == CallState.RELEASED) {
                out.append(row(call, cases, playbook)).append("\r\n");
            }
        }
        try {
            var into = Files.createDirectories(folder.resolve("day=" + day));
            var csv = into.resolve("adoption.csv");
            Files.write(csv, out.toString().getBytes(StandardCharsets.UTF_8));
            parquet(csv, into.resolve("adoption.parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write adoption rows to " + folder, e);
        }
    }

    static String row(
            CallRecord call,
            Function<String, Optional<ExceptionCase>> cases,
            Optional<LoadedPlaybook> playbook) {
        var baseline = playbook.flatMap(p -> p.organisation().baselineOf(call.prompt()));
        var approver =
                call.caseId()
                        .flatMap(cases)
                        .flatMap(c ->
                                c.decisions().stream()
                                        .filter(d -> d.kind() != Decided.Kind.ESCALATED)
                                        .map(Decided::approver)
                                        .reduce((_, last) -> last))
                        .orElse("");
        return String.join(
                ",",
                call.personId(),
                call.role(),
                baseline.map(b -> b.workflow()).orElse(call.prompt()),
                baseline.map(b -> b.minutes().toPlainString()).orElse(""),
                call.confidence().orElse(""),
                approver,
                String.valueOf(call.caseId().isPresent()));
    }

    private static void parquet(Path csv, Path parquet) {
        var sql =
                "COPY (SELECT * FROM read_csv('"
                        + quoted(csv)
                        + "', header = true, columns = {'user_id': 'VARCHAR', 'role': 'VARCHAR',"
                        + " 'workflow_id': 'VARCHAR', 'time_saved_min': 'DOUBLE', 'confidence':"
                        + " 'DOUBLE', 'approved_by': 'VARCHAR', 'exception_flag': 'BOOLEAN'})) TO '"
                        + quoted(parquet)
                        + "' (FORMAT parquet)";
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write " + parquet, e);
        }
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }
}
