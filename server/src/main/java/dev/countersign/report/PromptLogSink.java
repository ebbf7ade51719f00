package dev.countersign.report;

import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.playbook.LoadedPlaybook;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes one row per governed call, where the playbook says `prompt_logging: enabled`, into its
/// audit trail's store. Texts are those that were recorded: masked; an answer only where it was
/// released.
public final class PromptLogSink {
    private static final List<Map.Entry<String, String>> COLUMNS =
            List.of(
                    Map.entry("call", "VARCHAR"),
                    Map.entry("at", "TIMESTAMP"),
                    Map.entry("user_id", "VARCHAR"),
                    Map.entry("role", "VARCHAR"),
                    Map.entry("prompt", "VARCHAR"),
                    Map.entry("model", "VARCHAR"),
                    Map.entry("model_version", "VARCHAR"),
                    Map.entry("region", "VARCHAR"),
                    Map.entry("playbook", "VARCHAR"),
                    Map.entry("state", "VARCHAR"),
                    Map.entry("confidence", "DOUBLE"),
                    Map.entry("case", "VARCHAR"),
                    Map.entry("request_digest", "VARCHAR"),
                    Map.entry("answer_digest", "VARCHAR"),
                    Map.entry("request", "VARCHAR"),
                    Map.entry("answer", "VARCHAR"));

    private final Path sinks;

    /// @param sinks the folder under which each store has its own
    public PromptLogSink(Path sinks) {
        this.sinks = sinks;
    }

    void write(LocalDate day, List<CallRecord> calls, Optional<LoadedPlaybook> playbook) {
        var observability = playbook.map(p -> p.playbook().observability());
        if (observability.filter(o -> o.promptLogging().equals("enabled")).isEmpty()) {
            return;
        }
        var store = folderName(observability.get().auditTrail().store());
        new DailyFiles(sinks.resolve(store), "prompt_log", COLUMNS)
                .write(day, calls.stream().map(PromptLogSink::row).toList());
    }

    /// A store's name becomes a folder's, never a path.
    static String folderName(String store) {
        var safe = store.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[.]+", "");
        return safe.isEmpty() ? "prompt_log" : safe;
    }

    private static List<String> row(CallRecord c) {
        return List.of(
                c.id(),
                c.createdAt().toString().replace("T", " ").replace("Z", ""),
                c.personId(),
                c.role(),
                c.promptReference(),
                c.model(),
                c.modelVersion(),
                c.region(),
                c.playbookVersion(),
                c.state().name().toLowerCase(Locale.ROOT),
                c.confidence().orElse(""),
                c.caseId().orElse(""),
                c.requestDigest(),
                c.answerDigest().orElse(""),
                c.requestText(),
                c.state() == CallState.RELEASED ? c.answerText().orElse("") : "");
    }
}
