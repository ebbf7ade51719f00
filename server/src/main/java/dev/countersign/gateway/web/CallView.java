package dev.countersign.gateway.web;

import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.ledger.StoredEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a call's page shows.
///
/// @param readable whether this reader may read the masked request
/// @param answer the masked answer; empty where it is kept from this reader
/// @param entries about the call and its case, oldest first
/// @param readsLedger whether this reader may open an entry
/// @param readsCase whether this reader may open its case
/// @param covered how many leaves the newest signed checkpoint covers
public record CallView(
        CallRecord call,
        Map<String, String> names,
        boolean readable,
        String answer,
        List<StoredEntry> entries,
        boolean readsLedger,
        boolean readsCase,
        long covered) {
    public CallView {
        entries = List.copyOf(entries);
    }

    public String name(String id) {
        return names.getOrDefault(id, id);
    }

    public Optional<StoredEntry> entry(String action) {
        return entries.stream().filter(e -> e.action().equals(action)).findFirst();
    }

    /// How the call was judged, whatever a person decided since.
    public Optional<StoredEntry> ending() {
        return entries.stream()
                .filter(e -> e.subject().equals(call.id()))
                .filter(e ->
                        List.of(
                                        "call.released",
                                        "call.held",
                                        "call.blocked",
                                        "call.failed",
                                        "call.abandoned")
                                .contains(e.action()))
                .findFirst();
    }

    public boolean answered() {
        return call.answerDigest().isPresent();
    }

    public boolean atPerson() {
        return call.caseId().isPresent();
    }

    /// What became of it, in a sentence.
    public String last() {
        return switch (call.state()) {
            case SENT -> "the upstream has it; nothing has come back yet";
            case RELEASING -> "its answer is leaving now, piece by piece";
            case RELEASED ->
                    atPerson()
                            ? "the answer that a person approved was fetched"
                            : "the answer left once this was durable";
            case HELD, BLOCKED -> "nothing has left; a person decides";
            case APPROVED -> "a person approved it; the caller has not fetched it yet";
            case DENIED -> "a person said no; nothing left";
            case SHADOWED ->
                    "the tool answered in shadow mode; it is shown to nobody but reviewers";
            case FAILED -> "no usable answer came" + code();
            case ABANDONED -> "the caller left before the answer was there";
        };
    }

    private String code() {
        return entry("call.failed")
                .map(e -> e.facts().get("code"))
                .map(c -> " (`" + c + "`)")
                .orElse("");
    }

    public boolean ended() {
        return call.state() != CallState.SENT && call.state() != CallState.RELEASING;
    }
}
