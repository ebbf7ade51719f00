package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A JSON object at its place. Every check says what is wrong and goes on; what is absent passes
/// unless it was [#require]d.
record Part(String path, ObjectNode node, Faults faults) {
    /// The object at this place, or a fault.
    static Optional<Part> of(String path, JsonNode node, Faults faults) {
        if (node instanceof ObjectNode object) {
            return Optional.of(new Part(path, object, faults));
        }
        faults.at(path, "is " + kind(node) + ", not an object");
        return Optional.empty();
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> "null";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case MISSING -> "missing";
            case BINARY -> "binary";
        };
    }

    boolean has(String name) {
        return node.has(name);
    }

    /// The text of a property; empty where there is none.
    String text(String name) {
        return node.path(name).asText("");
    }

    String at(String name) {
        return path + "." + name;
    }

    /// No property but these, and none is null.
    Part only(String... names) {
        var known = List.of(names);
        for (var property : node.properties()) {
            if (!known.contains(property.getKey())) {
                faults.at(
                        at(property.getKey()),
                        "is no property here; known are " + String.join(", ", known));
            } else if (property.getValue().isNull()) {
                faults.at(at(property.getKey()), "is null; leave it out");
            }
        }
        return this;
    }

    Part require(String... names) {
        for (var name : names) {
            if (!node.has(name)) {
                faults.at(at(name), "is missing");
            }
        }
        return this;
    }

    private Part check(String name, Predicate<JsonNode> right, String what) {
        var value = node.get(name);
        if (value != null && !value.isNull() && !right.test(value)) {
            faults.at(at(name), "is " + shown(value) + ", not " + what);
        }
        return this;
    }

    private static String shown(JsonNode value) {
        var text = value.isContainerNode() ? kind(value) : value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private Part string(String name, Predicate<String> right, String what) {
        return check(name, v -> v.isTextual() && right.test(v.textValue()), what);
    }

    Part string(String name) {
        return string(name, _ -> true, "a string");
    }

    Part iri(String name) {
        return string(name, Formats::isIri, "an IRI with its scheme");
    }

    Part uuid(String name) {
        return string(name, Formats::isUuid, "a UUID");
    }

    Part time(String name) {
        return string(
                name, t -> Formats.time(t).isPresent(), "a time such as 2026-11-21T09:30:00.000Z");
    }

    Part matching(String name, Predicate<String> right, String what) {
        return string(name, right, what);
    }

    Part bool(String name) {
        return check(name, JsonNode::isBoolean, "true or false");
    }

    Part number(String name) {
        return check(name, JsonNode::isNumber, "a number");
    }

    Part count(String name) {
        return check(
                name,
                v -> v.isIntegralNumber() && v.decimalValue().signum() >= 0,
                "a whole number from 0");
    }

    Optional<BigDecimal> decimal(String name) {
        var value = node.get(name);
        return value != null && value.isNumber()
                ? Optional.of(value.decimalValue())
                : Optional.empty();
    }

    Part oneOf(String name, String... names) {
        return string(name, List.of(names)::contains, "one of " + String.join(", ", names));
    }

    /// Texts by language.
    Part languages(String name) {
        child(
                name,
                map ->
                        map.node
                                .properties()
                                .forEach(p -> {
                                    if (!Formats.isLanguage(p.getKey())) {
                                        faults.at(
                                                map.at(p.getKey()),
                                                "is no language tag (RFC 5646), such as en-GB");
                                    }
                                    if (!p.getValue().isTextual()) {
                                        faults.at(map.at(p.getKey()), "is not a string");
                                    }
                                }));
        return this;
    }

    /// Anything, by IRI.
    Part extensions(String name) {
        child(
                name,
                map ->
                        map.node
                                .properties()
                                .forEach(p -> {
                                    if (!Formats.isIri(p.getKey())) {
                                        faults.at(
                                                map.at(p.getKey()), "has a key that is not an IRI");
                                    }
                                }));
        return this;
    }

    void child(String name, Consumer<Part> check) {
        if (node.has(name)) {
            of(at(name), node.get(name), faults).ifPresent(check);
        }
    }

    /// Every element of an array of objects.
    void each(String name, Consumer<Part> check) {
        var value = node.get(name);
        if (value == null) {
            return;
        }
        if (!value.isArray()) {
            faults.at(at(name), "is " + kind(value) + ", not an array");
            return;
        }
        for (var i = 0; i < value.size(); i++) {
            of(at(name) + "[" + i + "]", value.get(i), faults).ifPresent(check);
        }
    }

    Part strings(String name) {
        return strings(name, _ -> true, "an array of strings");
    }

    Part strings(String name, Predicate<String> right, String what) {
        return check(
                name,
                v -> {
                    if (!v.isArray()) {
                        return false;
                    }
                    for (var element : v) {
                        if (!element.isTextual() || !right.test(element.textValue())) {
                            return false;
                        }
                    }
                    return true;
                },
                what);
    }
}
