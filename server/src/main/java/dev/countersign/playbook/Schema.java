package dev.countersign.playbook;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The playbook's shape as data: which keys stand where, and what each holds. Immutable.
///
/// @param kind what stands behind the key
/// @param keys of a mapping, or of each item of a list of mappings; empty for the other kinds
/// @param expectedHere keys that a reader might look for here although they belong further out
record Schema(Kind kind, Map<String, Schema> keys, Set<String> expectedHere) {
    enum Kind {
        TEXT,
        FLAG,
        COUNT,
        SHARE,
        TEXTS,
        MAPPING,
        MAPPINGS;

        boolean isScalar() {
            return this == TEXT || this == FLAG || this == COUNT || this == SHARE;
        }
    }

    private static final Schema TEXT = leaf(Kind.TEXT);
    private static final Schema FLAG = leaf(Kind.FLAG);
    private static final Schema COUNT = leaf(Kind.COUNT);
    private static final Schema SHARE = leaf(Kind.SHARE);
    private static final Schema TEXTS = leaf(Kind.TEXTS);

    /// The whole document.
    static final Schema PLAYBOOK =
            mapping()
                    .with("version", TEXT)
                    .with(
                            "owners",
                            mapping()
                                    .with("executive_sponsor", TEXT)
                                    .with("program_manager", TEXT)
                                    .with("security_partner", TEXT)
                                    .with("legal_partner", TEXT))
                    .with(
                            "regions",
                            mapping()
                                    .with("allowed", TEXTS)
                                    .with("data_residency", TEXT)
                                    .with("pii_redaction", FLAG))
                    .with(
                            "slo",
                            mapping()
                                    .with("training_completion", SHARE)
                                    .with("adoption_rate", SHARE)
                                    .with("exception_clearance_hours", COUNT))
                    .with("rbac", mapping().with("roles", role()))
                    .with("training_tracks", track())
                    .with(
                            "observability",
                            mapping()
                                    .with("prompt_logging", TEXT)
                                    .with("model_versions", FLAG)
                                    .with(
                                            "audit_trail",
                                            mapping()
                                                    .with("store", TEXT)
                                                    .with("retention_days", COUNT)))
                    .with(
                            "approvals",
                            mapping()
                                    .with(
                                            "workflow_changes",
                                            mapping()
                                                    .with("steps", TEXTS)
                                                    .with("sla_hours", COUNT)))
                    .with(
                            "risk_thresholds",
                            mapping()
                                    .with("yellow_zone_terms", TEXTS)
                                    .with("block_on_confidence_lt", SHARE)
                                    .with("manual_review_required", FLAG))
                    .with(
                            "communication",
                            mapping().with("channels", TEXTS).with("daily_brief_time_utc", TEXT))
                    .with("adoption_reporting", mapping().with("sink", TEXT).with("fields", TEXTS));

    private static Schema role() {
        return mappings()
                .with("name", TEXT)
                .with("prompts", TEXTS)
                .with("approvals", TEXTS)
                .with("human_in_loop", FLAG);
    }

    private static Schema track() {
        var module =
                mappings().with("name", TEXT).with("duration_min", COUNT).with("outcomes", TEXTS);
        var condition =
                new Schema(Kind.MAPPINGS, Map.of(), Set.of("qa_owner"))
                        .with("type", TEXT)
                        .with("threshold", SHARE)
                        .with("sample_size", COUNT)
                        .with("error", SHARE)
                        .with("delta", SHARE);
        var microtool =
                mappings()
                        .with("name", TEXT)
                        .with("product", TEXT)
                        .with("confidence_threshold", SHARE)
                        .with("approval_rule", TEXT)
                        .with("gating_conditions", condition)
                        .with("qa_owner", TEXT);
        return mappings()
                .with("id", TEXT)
                .with("kpis", TEXTS)
                .with("modules", module)
                .with("microtools", microtool);
    }

    private static Schema leaf(Kind kind) {
        return new Schema(kind, Map.of(), Set.of());
    }

    private static Schema mapping() {
        return leaf(Kind.MAPPING);
    }

    private static Schema mappings() {
        return leaf(Kind.MAPPINGS);
    }

    private Schema with(String key, Schema child) {
        var all = new LinkedHashMap<>(keys);
        all.put(key, child);
        return new Schema(kind, Collections.unmodifiableMap(all), expectedHere);
    }

    Optional<Schema> child(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    /// @param path such as `training_tracks[].modules[]`; empty for the document itself
    /// @throws IllegalArgumentException where the schema has no such path
    Schema at(String path) {
        var at = this;
        if (path.isEmpty()) {
            return at;
        }
        for (var key : path.replace("[]", "").split("\\.")) {
            at =
                    at.child(key)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "no `" + path + "` in the schema"));
        }
        return at;
    }

    /// Every path of keys, items of one list counted once: `rbac.roles[].name`.
    Set<String> keyPaths() {
        var paths = new LinkedHashSet<String>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, Set<String> paths) {
        keys.forEach((key, child) -> {
            var path = prefix + key;
            paths.add(path);
            child.collect(path + (child.kind == Kind.MAPPINGS ? "[]." : "."), paths);
        });
    }

    /// Whether the key stands anywhere below.
    boolean knows(String key) {
        return keys.containsKey(key) || keys.values().stream().anyMatch(child -> child.knows(key));
    }

    /// The key that was probably meant: at most a third of its characters differ.
    static Optional<String> closest(String written, Collection<String> known) {
        var best = Optional.<String>empty();
        var least = Integer.MAX_VALUE;
        for (var key : known.stream().sorted().toList()) {
            if (Math.abs(key.length() - written.length()) > 3) {
                continue;
            }
            var distance = distance(written, key);
            if (distance < least && distance * 3 <= Math.max(3, key.length())) {
                least = distance;
                best = Optional.of(key);
            }
        }
        return best;
    }

    /// Changes of one character, and swaps of two neighbours, from one text to the other.
    private static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1);
                var least = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
                least = Math.min(least, rows[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = least;
            }
        }
        return rows[a.length()][b.length()];
    }
}
