package dev.countersign.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.ledger.StoredEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A step of a case that its thread is told: what the ledger's entry says of it. No personal
/// values.
///
/// @param what the entry's action
/// @param by who did it; `system:…` for time and sources
/// @param role that it went to, or waits for
/// @param people who were reached
record Happened(String what, String by, String role, List<String> people, String because) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> TOLD =
            Set.of(
                    "case.approved",
                    "case.edited-and-approved",
                    "case.denied",
                    "case.escalated",
                    "case.broke-glass",
                    "case.overturned",
                    "case.taken-back",
                    "case.amended",
                    "case.assigned",
                    "case.climbed",
                    "case.breached",
                    "case.response-missed",
                    "case.reminded",
                    "case.expired",
                    "case.unanswered",
                    "case.path-ended",
                    "change.shadow-began",
                    "change.shadow-passed",
                    "change.shadow-stopped",
                    "change.shadow-cut-short");

    Happened {
        people = List.copyOf(people);
    }

    /// The case that an entry is about; empty where it is about none. A change's shadow is told in
    /// the thread of the case that was signed.
    static Optional<String> caseOf(StoredEntry entry) {
        if (entry.action().startsWith("case.")) {
            return Optional.of(entry.subject());
        }
        return TOLD.contains(entry.action())
                ? Optional.ofNullable(entry.facts().get("case")).map(String::valueOf)
                : Optional.empty();
    }

    /// Empty where a thread is not told of such a step.
    static Optional<Happened> of(StoredEntry entry) {
        if (!TOLD.contains(entry.action())) {
            return Optional.empty();
        }
        var facts = entry.facts();
        var role =
                switch (entry.action()) {
                    case "case.escalated" -> facts.get("escalated_to");
                    case "case.climbed" -> facts.get("through");
                    default -> facts.get("role");
                };
        var people =
                facts.get("people") instanceof List<?> all
                        ? all.stream().map(String::valueOf).toList()
                        : entry.action().equals("case.assigned")
                                ? List.of(String.valueOf(facts.get("to")))
                                : List.<String>of();
        return Optional.of(
                new Happened(
                        entry.action(),
                        entry.actor(),
                        role == null ? "" : String.valueOf(role),
                        people,
                        String.valueOf(facts.getOrDefault("because", ""))));
    }

    /// Whether it stops mattering once the case is settled.
    boolean onlyWhileOpen() {
        return switch (what) {
            case "case.assigned",
                    "case.climbed",
                    "case.breached",
                    "case.response-missed",
                    "case.reminded",
                    "case.path-ended" ->
                    true;
            default -> false;
        };
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it is a plain record", e);
        }
    }

    static Happened read(String json) {
        try {
            return JSON.readValue(json, Happened.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was written by this class", e);
        }
    }
}
