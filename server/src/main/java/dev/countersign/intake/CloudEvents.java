package dev.countersign.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// CloudEvents 1.0 (CNCF), in the structured and the binary mode of its HTTP binding. The event's
/// `id` and `source` are the exception's, `subject` fills in the service; `data` is our native
/// form, without these.
public final class CloudEvents {
    private CloudEvents() {}

    public static NativeFormat.Read structured(JsonNode event, Taxonomies taxonomies) {
        return read(name -> event.path(name).asText(""), event.path("data"), taxonomies);
    }

    /// @param attribute gives the header `ce-NAME`, empty where there is none
    public static NativeFormat.Read binary(
            UnaryOperator<String> attribute, JsonNode data, Taxonomies taxonomies) {
        return read(attribute, data, taxonomies);
    }

    private static NativeFormat.Read read(
            UnaryOperator<String> attribute, JsonNode data, Taxonomies taxonomies) {
        var id = attribute.apply("id");
        for (var required : List.of("specversion", "id", "source", "type")) {
            if (attribute.apply(required).isBlank()) {
                return refused(id, "the event has no `" + required + "`");
            }
        }
        if (!attribute.apply("specversion").equals("1.0")) {
            return refused(
                    id,
                    "`specversion` is `"
                            + attribute.apply("specversion")
                            + "`; only `1.0` is read");
        }
        if (!(data instanceof ObjectNode given)) {
            return refused(id, "`data` must be a JSON object in our native form");
        }
        var exception = given.deepCopy();
        exception.put("id", id);
        exception.put("source", attribute.apply("source"));
        if (!exception.has("title") && !exception.has("rule")) {
            exception.put("rule", attribute.apply("type"));
        }
        if (!exception.has("service") && !attribute.apply("subject").isBlank()) {
            exception.put("service", attribute.apply("subject"));
        }
        return NativeFormat.read(exception, attribute.apply("source"), taxonomies);
    }

    private static NativeFormat.Read refused(String id, String why) {
        return new NativeFormat.Read(Optional.empty(), id, List.of(why));
    }
}
