package dev.countersign.report;

import dev.countersign.desk.Decided;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.playbook.LoadedPlaybook;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Writes one adoption row per released answer, in exactly the playbook's seven fields, as CSV and
/// as Parquet, into a folder per day for a warehouse to pick up.
///
/// `workflow_id` begins with the host system of the prompt's microtool, such as `zendesk:`, where
/// it has one. `time_saved_min` stays empty unless the organisation declares a baseline for the
/// prompt, with the method by which it was measured.
public final class AdoptionSink {
    private static final List<Map.Entry<String, String>> COLUMNS =
            List.of(
                    Map.entry("user_id", "VARCHAR"),
                    Map.entry("role", "VARCHAR"),
                    Map.entry("workflow_id", "VARCHAR"),
                    Map.entry("time_saved_min", "DOUBLE"),
                    Map.entry("confidence", "DOUBLE"),
                    Map.entry("approved_by", "VARCHAR"),
                    Map.entry("exception_flag", "BOOLEAN"));

    private final DailyFiles files;

    public AdoptionSink(Path folder) {
        this.files = new DailyFiles(folder, "adoption", COLUMNS);
    }

    void write(
            LocalDate day,
            List<CallRecord> calls,
            Predicate<CallRecord> counts,
            Function<String, Optional<ExceptionCase>> cases,
            Optional<LoadedPlaybook> playbook) {
        files.write(
                day,
                calls.stream()
                        .filter(call -> call.state() == CallState.RELEASED)
                        .filter(counts)
                        .map(call -> row(call, cases, playbook))
                        .toList());
    }

    static List<String> row(
            CallRecord call,
            Function<String, Optional<ExceptionCase>> cases,
            Optional<LoadedPlaybook> playbook) {
        var piece = Piece.of(call, playbook);
        var approver =
                call.caseId()
                        .flatMap(cases)
                        .flatMap(c ->
                                c.decisions().stream()
                                        .filter(d -> d.kind() != Decided.Kind.ESCALATED)
                                        .map(Decided::approver)
                                        .reduce((_, last) -> last))
                        .orElse("");
        return List.of(
                call.personId(),
                call.role(),
                playbook.flatMap(p -> p.product(call.prompt())).map(h -> h + ":").orElse("")
                        + piece.workflow(),
                piece.minutes().map(m -> m.toPlainString()).orElse(""),
                call.confidence().orElse(""),
                approver,
                String.valueOf(call.caseId().isPresent()));
    }
}
