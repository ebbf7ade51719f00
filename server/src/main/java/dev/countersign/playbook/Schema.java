package dev.countersign.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The playbook's shape as data: what the outline reader places lines by. Immutable.
///
/// @param kind what stands behind the key
/// @param keys of a mapping, or of each item of a list of mappings
/// @param alsoReadAs keys that a reader might expect here although they belong further out
record Schema(Kind kind, Map<String, Schema> keys, Set<String> alsoReadAs) {
    enum Kind {
        SCALAR,
        LIST,
        MAP,
        LIST_OF_MAPS
    }

    private static final Schema SCALAR = new Schema(Kind.SCALAR, Map.of(), Set.of());
    private static final Schema LIST = new Schema(Kind.LIST, Map.of(), Set.of());

    /// The whole document: 57 key paths.
    static final Schema PLAYBOOK =
            map(
                    "version", SCALAR,
                    "owners",
                            map(
                                    "executive_sponsor", SCALAR,
                                    "program_manager", SCALAR,
                                    "security_partner", SCALAR,
                                    "legal_partner", SCALAR),
                    "regions",
                            map("allowed", LIST, "data_residency", SCALAR, "pii_redaction", SCALAR),
                    "slo",
                            map(
                                    "training_completion", SCALAR,
                                    "adoption_rate", SCALAR,
                                    "exception_clearance_hours", SCALAR),
                    "rbac",
                            map(
                                    "roles",
                                    items(
                                            "name", SCALAR,
                                            "prompts", LIST,
                                            "approvals", LIST,
                                            "human_in_loop", SCALAR)),
                    "training_tracks",
                            items(
                                    "id",
                                    SCALAR,
                                    "kpis",
                                    LIST,
                                    "modules",
                                    items("name", SCALAR, "duration_min", SCALAR, "outcomes", LIST),
                                    "microtools",
                                    items(
                                            "name", SCALAR,
                                            "product", SCALAR,
                                            "confidence_threshold", SCALAR,
                                            "approval_rule", SCALAR,
                                            "gating_conditions",
                                                    items(
                                                                    "type", SCALAR,
                                                                    "threshold", SCALAR,
                                                                    "sample_size", SCALAR)
                                                            .readerMightExpect("qa_owner"),
                                            "qa_owner", SCALAR)),
                    "observability",
                            map(
                                    "prompt_logging", SCALAR,
                                    "model_versions", SCALAR,
                                    "audit_trail", map("store", SCALAR, "retention_days", SCALAR)),
                    "approvals", map("workflow_changes", map("steps", LIST, "sla_hours", SCALAR)),
                    "risk_thresholds",
                            map(
                                    "yellow_zone_terms", LIST,
                                    "block_on_confidence_lt", SCALAR,
                                    "manual_review_required", SCALAR),
                    "communication", map("channels", LIST, "daily_brief_time_utc", SCALAR),
                    "adoption_reporting", map("sink", SCALAR, "fields", LIST));

    private static Schema map(Object... keys) {
        return new Schema(Kind.MAP, pairs(keys), Set.of());
    }

    private static Schema items(Object... keys) {
        return new Schema(Kind.LIST_OF_MAPS, pairs(keys), Set.of());
    }

    private Schema readerMightExpect(String key) {
        return new Schema(kind, keys, Set.of(key));
    }

    private static Map<String, Schema> pairs(Object... keys) {
        var out = new LinkedHashMap<String, Schema>();
        for (var i = 0; i < keys.length; i += 2) {
            out.put((String) keys[i], (Schema) keys[i + 1]);
        }
        return out;
    }
}
