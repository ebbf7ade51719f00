package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// A company's learning system, with a key of its own.
final class LearningSystem {
    static final String FAY = "{\"mbox\":\"mailto:fay@world.example\"}";

    private final World world;
    final String id;
    private final String authorization;
    private String version = "2.0.0";

    /// @param scope what the key may do, as JSON: `"read":true,"write":false`
    LearningSystem(World world, String scope) {
        this.world = world;
        var request =
                HttpRequest.newBuilder(URI.create(world.base + "/v1/lrs/keys"))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + world.administrator)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"label\":\"Company LMS\"," + scope + "}"))
                        .build();
        JsonNode made = world.send(request).body();
        id = made.path("id").asText();
        authorization = basic(id, made.path("secret").asText());
    }

    LearningSystem(World world) {
        this(world, "\"read\":true,\"write\":true");
    }

    private static String basic(String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    LearningSystem speaks(String other) {
        version = other;
        return this;
    }

    World.Answer send(String method, String path, String body, String... headers) {
        var builder =
                HttpRequest.newBuilder(URI.create(world.base + "/xapi" + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("authorization", authorization)
                        .header("x-experience-api-version", version);
        var typed = false;
        for (var i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
            typed |= headers[i].equals("content-type");
        }
        if (!typed) {
            builder.header("content-type", "application/json");
        }
        return world.send(
                builder.method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    World.Answer get(String path) {
        return send("GET", path, "");
    }

    World.Answer says(String statements) {
        return send("POST", "/statements", statements);
    }

    static String statement(String id, String more) {
        return """
        {"id":"%s","actor":%s,"verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},
         "object":{"id":"https://lms.example/courses/7"}%s}
        """
                .formatted(id, FAY, more);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
