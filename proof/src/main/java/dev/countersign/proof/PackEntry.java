package dev.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One line of `entries.jsonl`: the leaf, where it is, and the personal values shown.
record PackEntry(
        long index, Map<String, @Nullable Object> leaf, SortedMap<String, Disclosure> shown) {

    byte[] leafBytes() {
        return Json.canonical(leaf).getBytes(StandardCharsets.UTF_8);
    }

    String line() {
        var disclosed = new TreeMap<String, Object>();
        shown.forEach((field, disclosure) ->
                disclosed.put(
                        field,
                        Map.of(
                                "salt", PackFormat.text(disclosure.salt()),
                                "value", disclosure.value())));
        return Json.canonical(Map.of("disclosed", disclosed, "index", index, "leaf", leaf)) + "\n";
    }

    /// @throws IllegalArgumentException unless the line is exactly what [#line] writes
    @SuppressWarnings("unchecked")
    static PackEntry parse(String line) {
        var fields = Json.object(line);
        if (!(fields.get("leaf") instanceof Map<?, ?> leaf)
                || !(fields.get("disclosed") instanceof Map<?, ?> disclosed)) {
            throw new IllegalArgumentException("the line has no leaf or no disclosed values");
        }
        var shown = new TreeMap<String, Disclosure>();
        for (var field : disclosed.entrySet()) {
            if (!(field.getValue() instanceof Map<?, ?> value)) {
                throw new IllegalArgumentException("a disclosed value is not an object");
            }
            var parts = (Map<String, @Nullable Object>) value;
            shown.put(
                    (String) field.getKey(),
                    new Disclosure(
                            Base64.getDecoder().decode(Json.text(parts, "salt")),
                            Json.text(parts, "value")));
        }
        var entry =
                new PackEntry(
                        Json.number(fields, "index"), (Map<String, @Nullable Object>) leaf, shown);
        if (!entry.line().equals(line + "\n")) {
            throw new IllegalArgumentException("the line is not in canonical form");
        }
        return entry;
    }

    /// The commitments in the leaf, by personal field.
    Map<?, ?> commitments() {
        return leaf.get("personal") instanceof Map<?, ?> personal ? personal : Map.of();
    }
}
