package dev.countersign.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.change.ShadowAsk;
import dev.countersign.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the members of a JSON object; what is missing or of the wrong type is a 400 that names it.
record Fields(JsonNode node) {
    private static final List<String> SHADOW = List.of("cases", "limit", "days");

    String text(String name) {
        var value = node.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong("`" + name + "` must be a text");
        }
        return value.textValue();
    }

    String text(String name, String fallback) {
        return node.path(name).asText("").isBlank() ? fallback : text(name);
    }

    int number(String name) {
        var value = node.path(name);
        if (!value.isInt()) {
            throw wrong("`" + name + "` must be a whole number");
        }
        return value.intValue();
    }

    int number(String name, int fallback) {
        return node.hasNonNull(name) ? number(name) : fallback;
    }

    /// ISO 8601 in UTC, for example `2026-11-30T09:00:00Z`.
    java.time.Instant instant(String name) {
        try {
            return java.time.Instant.parse(text(name));
        } catch (java.time.format.DateTimeParseException e) {
            throw wrong("`" + name + "` must be a time such as 2026-11-30T09:00:00Z");
        }
    }

    List<String> texts(String name) {
        var out = new ArrayList<String>();
        for (var item : node.path(name)) {
            if (!item.isTextual()) {
                throw wrong("`" + name + "` must be a list of texts");
            }
            out.add(item.textValue());
        }
        return out;
    }

    /// What is to be watched before a change goes live: `{"cases": 50, "limit": 0.05, "days": 7}`.
    Optional<ShadowAsk> shadow() {
        if (!node.hasNonNull("shadow")) {
            return Optional.empty();
        }
        var asked = node.path("shadow");
        if (!asked.isObject()) {
            throw wrong("`shadow` must be an object with `cases`, and perhaps `limit` and `days`");
        }
        for (var name : asked.properties()) {
            if (!SHADOW.contains(name.getKey())) {
                throw wrong("`shadow` has no `" + name.getKey() + "`; it has " + SHADOW);
            }
        }
        var limit = asked.path("limit");
        if (asked.hasNonNull("limit") && !limit.isNumber()) {
            throw wrong("`shadow.limit` must be a number from 0 to 1");
        }
        var fields = new Fields(asked);
        return Optional.of(
                new ShadowAsk(
                        fields.number("cases"),
                        limit.isNumber() ? Optional.of(limit.decimalValue()) : Optional.empty(),
                        fields.number("days", ShadowAsk.USUAL_DAYS)));
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        var text = text(name);
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw wrong(
                "`"
                        + name
                        + "` is `"
                        + text
                        + "`; it must be one of "
                        + java.util.Arrays.toString(type.getEnumConstants())
                                .toLowerCase(java.util.Locale.ROOT));
    }

    static RuntimeException wrong(String detail) {
        return new Problem(
                        400,
                        "malformed-request",
                        "The request is malformed",
                        detail,
                        "see docs/api.md for the shape")
                .asException();
    }
}
