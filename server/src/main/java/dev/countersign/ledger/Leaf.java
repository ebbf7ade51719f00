package dev.countersign.ledger;

import dev.countersign.proof.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Makes and reads the canonical JSON that the tree commits to.
final class Leaf {
    static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Leaf() {}

    /// @param commitments by personal field
    static byte[] bytes(String id, Instant at, Entry entry, SortedMap<String, String> commitments) {
        var out = new StringBuilder(512);
        out.append("{\"action\":");
        Json.write(out, entry.action(), "action");
        out.append(",\"actor\":");
        Json.write(out, entry.actor(), "actor");
        out.append(",\"at\":\"");
        MILLIS.formatTo(at, out);
        out.append("\",\"facts\":");
        Json.write(out, entry.facts(), "facts");
        out.append(",\"id\":");
        Json.write(out, id, "id");
        out.append(",\"personal\":");
        Json.write(out, commitments, "personal");
        out.append(",\"subject\":");
        Json.write(out, entry.subject(), "subject");
        out.append(",\"v\":1}");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    static StoredEntry read(byte[] leaf, long index, Map<String, String> personal) {
        var fields = Json.object(new String(leaf, StandardCharsets.UTF_8));
        return new StoredEntry(
                text(fields, "id"),
                index,
                Instant.parse(text(fields, "at")),
                text(fields, "action"),
                text(fields, "actor"),
                text(fields, "subject"),
                facts(fields.get("facts")),
                personal);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> facts(@Nullable Object facts) {
        return facts instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static boolean namesPersonal(byte[] leaf) {
        return !commitments(leaf).isEmpty();
    }

    static Map<String, ?> commitments(byte[] leaf) {
        return Json.object(new String(leaf, StandardCharsets.UTF_8)).get("personal")
                        instanceof Map<?, ?> personal
                ? byName(personal)
                : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> byName(Map<?, ?> fields) {
        return (Map<String, ?>) fields;
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        return String.valueOf(fields.get(name));
    }
}
