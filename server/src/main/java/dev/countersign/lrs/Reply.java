package dev.countersign.lrs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.kernel.Problem;
import dev.countersign.lrs.rule.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a learning system is answered.
record Reply(int status, Map<String, String> headers, byte[] body) {
    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply nothing() {
        return new Reply(204, Map.of(), new byte[0]);
    }

    static Reply json(int status, JsonNode value) {
        return new Reply(
                status,
                Map.of("content-type", "application/json"),
                value.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// A problem document (RFC 9457).
    static Reply of(Problem problem) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "https://countersign.dev/problems/" + problem.code());
        document.put("title", problem.title());
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        document.put("because", problem.because());
        document.put("remedy", problem.remedy());
        try {
            var reply =
                    new Reply(
                            problem.status(),
                            Map.of("content-type", "application/problem+json"),
                            Json.MAPPER.writeValueAsBytes(document));
            return problem.status() == 401
                    ? reply.with("www-authenticate", "Basic realm=\"xAPI\", charset=\"UTF-8\"")
                    : reply;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is JSON", e);
        }
    }

    Reply with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, all, body);
    }

    Reply modified(Instant at) {
        return with(
                "last-modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)));
    }
}
