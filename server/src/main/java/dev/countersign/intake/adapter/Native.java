package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Digests;
import java.util.Locale;

/// Builds one native exception. Empty values are left out.
final class Native {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_TEXT = 1_900;

    private final ObjectNode out = JSON.createObjectNode();

    static Native of(String id) {
        return new Native().put("id", id);
    }

    /// An id for formats that have none: the same things give the same id.
    static String idOf(String... parts) {
        return Digests.hex(String.join("\u0000", parts)).substring(0, 32);
    }

    Native put(String name, String value) {
        if (!value.isBlank()) {
            out.put(name, value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT) + "…");
        }
        return this;
    }

    Native evidence(JsonNode node) {
        out.set("evidence", node);
        return this;
    }

    /// `critical` is P1, `high` and `error` P2, `medium` and `warning` P3, all else P4.
    Native severity(String word) {
        return put(
                "severity",
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "critical", "page", "emergency", "p1" -> "P1";
                    case "high", "error", "p2" -> "P2";
                    case "medium", "moderate", "warning", "warn", "p3" -> "P3";
                    default -> "P4";
                });
    }

    ObjectNode build() {
        return out;
    }
}
