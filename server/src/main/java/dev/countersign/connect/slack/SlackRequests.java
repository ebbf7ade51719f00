package dev.countersign.connect.slack;

import com.slack.api.app_backend.SlackSignature;
import dev.countersign.connect.Secret;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether a request is Slack's, fresh, and new: its signature covers its time and its body.
///
/// Only signed requests are remembered, for the five minutes in which they would be taken again. A
/// request that is replayed after a restart within these minutes does nothing either: what it asks
/// for was decided, and the desk takes no decision twice.
final class SlackRequests {
    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 100_000;

    private final SlackSignature.Generator generator;
    private final InstantSource clock;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    SlackRequests(Secret signingSecret, InstantSource clock) {
        this.generator = new SlackSignature.Generator(signingSecret.value());
        this.clock = clock;
    }

    /// @param retry whether Slack says that it sends this again
    /// @throws ProblemException 401 for a wrong or missing signature or an old one, 409 for a
    ///   request that was here before
    void require(String timestamp, String signature, String body, boolean retry) {
        var now = clock.instant();
        if (!timestamp.matches("[0-9]{1,12}")) {
            throw refused("there is no `X-Slack-Request-Timestamp`");
        }
        var sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sentAt, now).abs().compareTo(WINDOW) > 0) {
            throw refused("the request is older or newer than five minutes");
        }
        var expected = generator.generate(timestamp, body);
        // In constant time: the SDK's own comparison tells how much of a guess is right.
        if (!MessageDigest.isEqual(bytes(expected), bytes(signature))) {
            throw refused("the signature does not fit the signing secret");
        }
        if (!first(signature, now) && !retry) {
            throw new Problem(
                            409,
                            "replayed",
                            "Nothing was done",
                            "this very request was taken before",
                            "do it again in Slack, where that was not you")
                    .asException();
        }
    }

    private synchronized boolean first(String signature, Instant now) {
        // The oldest are first.
        var all = seen.values().iterator();
        while (all.hasNext()) {
            var old = now.isAfter(all.next().plus(WINDOW.multipliedBy(2)));
            if (!old && seen.size() < MOST_REMEMBERED) {
                break;
            }
            all.remove();
        }
        return seen.putIfAbsent(signature, now) == null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ProblemException refused(String detail) {
        return new Problem(
                        401,
                        "signature",
                        "Not signed by Slack",
                        detail,
                        "check the app's signing secret and this machine's clock")
                .asException();
    }
}
