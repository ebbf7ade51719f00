package dev.countersign.action.web;

import dev.countersign.action.ActionRequest;
import dev.countersign.desk.Decided;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the page of one request shows.
///
/// @param dueAt when it should be decided
/// @param originals what to do, with what was masked; only right after it was carried out
public record ActionView(
        ActionRequest request,
        List<Decided> decisions,
        Instant dueAt,
        Map<String, String> names,
        Map<String, String> originals,
        String error) {
    public ActionView {
        decisions = List.copyOf(decisions);
        originals = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(originals));
    }

    public String name(String id) {
        return names.getOrDefault(id, id);
    }

    /// What will be done, or was asked for while nobody has decided.
    public Map<String, String> parameters() {
        return originals.isEmpty() ? request.approved().orElse(request.parameters()) : originals;
    }

    public String state() {
        return request.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
