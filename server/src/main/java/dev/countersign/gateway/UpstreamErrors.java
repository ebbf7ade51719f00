package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.egress.Outbound.Answered;
import dev.countersign.egress.Upstream;
import dev.countersign.egress.UpstreamFailure;
import dev.countersign.redaction.Masking;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// What an upstream says went wrong, fit to be shown: masked, without our key, short. Pure.
final class UpstreamErrors {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_SHOWN = 300;

    /// A longer body is not looked into: half of it could hide what the other half gives away.
    private static final int MOST_READ = 64 * 1024;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private UpstreamErrors() {}

    static UpstreamFailure of(Upstream upstream, Answered answered, Masking masking) {
        var said = said(upstream, answered, masking);
        return new UpstreamFailure(
                "status-" + answered.status(),
                "`"
                        + upstream.name()
                        + "` answered with status "
                        + answered.status()
                        + (said.isEmpty() ? "" : " and said: " + said));
    }

    private static String said(Upstream upstream, Answered answered, Masking masking) {
        if (answered.body().length() > MOST_READ) {
            return "";
        }
        JsonNode body;
        try {
            body = JSON.readTree(answered.body().getBytes());
        } catch (IOException e) {
            // A proxy's page of HTML tells the caller nothing.
            return "";
        }
        var error = body.path("error");
        var message = message(List.of(error.path("message"), error, body.path("message")));
        // Some upstreams quote the key that they turn down.
        var keyless = upstream.apiKey().map(key -> message.replace(key, "<KEY>")).orElse(message);
        var shown = shortened(masking.mask(keyless).replaceAll("\\s+", " "));
        var code = error.path("code").asText("");
        return CODE.matcher(code).matches() ? shown + " (`" + code + "`)" : shown;
    }

    private static String message(List<JsonNode> candidates) {
        return candidates.stream()
                .filter(JsonNode::isTextual)
                .map(c -> c.textValue().strip())
                .findFirst()
                .orElse("");
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_SHOWN) {
            return text;
        }
        var whole = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1));
        return text.substring(0, whole ? MOST_SHOWN - 1 : MOST_SHOWN) + "…";
    }
}
