package dev.countersign.lrs;

import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Json;
import dev.countersign.lrs.rule.Version;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Any request as a form's POST, for browsers that could send nothing else: xAPI 1.0.x only, and
/// gone in 2.0.
final class AlternateSyntax {
    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "POST", "DELETE");
    private static final List<String> HEADERS =
            List.of(
                    "authorization",
                    "x-experience-api-version",
                    "content-type",
                    "content-length",
                    "if-match",
                    "if-none-match");

    private AlternateSyntax() {}

    static boolean isUsed(Ask ask) {
        return ask.params().containsKey("method");
    }

    /// The request that is meant.
    ///
    /// @throws dev.countersign.kernel.ProblemException 400
    static Ask read(Ask ask) {
        var method = ask.param("method").orElse("");
        if (!ask.method().equals("POST") || !METHODS.contains(method)) {
            throw Faults.one(
                    "method",
                    "is `" + method + "`; a form is sent by POST and names one of " + METHODS);
        }
        if (ask.params().size() > 1) {
            throw Faults.one("address", "has more than `method`; everything else is in the form");
        }
        var params = Ask.decoded(Json.text("body", ask.body()).strip());
        var headers = new LinkedHashMap<>(ask.headers());
        headers.put("content-type", "application/json");
        for (var name : List.copyOf(params.keySet())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (HEADERS.contains(lower)) {
                headers.put(lower, params.remove(name));
            }
        }
        var content = params.remove("content");
        var version = Version.asked(headers.getOrDefault("x-experience-api-version", "1.0.3"));
        if (version.isPresent() && version.get() != Version.V1) {
            throw Faults.one("method", "is for xAPI 1.0.x alone; send the request itself");
        }
        if (params.containsKey("method")) {
            throw Faults.one("method", "is in the form, too");
        }
        if (content == null && (method.equals("PUT") || method.equals("POST"))) {
            throw Faults.one("content", "is missing from the form");
        }
        return new Ask(
                method,
                ask.path(),
                Map.copyOf(params),
                Map.copyOf(headers),
                content == null ? new byte[0] : content.getBytes(StandardCharsets.UTF_8));
    }
}
