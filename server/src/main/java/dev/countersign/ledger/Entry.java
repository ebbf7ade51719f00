package dev.countersign.ledger;

import java.util.Map;
import java.util.TreeMap;

/// One step, about to be recorded.
///
/// @param action what happened, `noun.verb-past`, for example `call.released`, `case.approved`
/// @param actor a person's id, or `system:` and a module's name
/// @param subject the id of what it happened to
/// @param facts public values of the leaf: strings, longs, booleans, or lists and maps of these (no
///   floats: a confidence is a decimal string); never personal data
/// @param personal values about a person, by field name; the leaf holds only a salted hash
public record Entry(
        String action,
        String actor,
        String subject,
        Map<String, Object> facts,
        Map<String, Personal> personal) {

    public Entry {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
        personal = java.util.Collections.unmodifiableMap(new TreeMap<>(personal));
    }

    public Entry(String action, String actor, String subject, Map<String, Object> facts) {
        this(action, actor, subject, facts, Map.of());
    }

    /// A value that can be erased: destroying its keyholder's key leaves every proof valid.
    ///
    /// @param keyholder a person's id (staff) or a call's id (customers in prompts)
    public record Personal(String keyholder, String value) {}
}
