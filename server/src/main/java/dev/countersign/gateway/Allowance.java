package dev.countersign.gateway;

import dev.countersign.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many calls a person may begin a minute, whatever key they come with: a token bucket that
/// holds a minute's worth and refills evenly. In memory, per node. Threads may share it.
final class Allowance {
    private static final double MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final int perMinute;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double left, Instant at) {}

    Allowance(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /// @throws dev.countersign.kernel.ProblemException 429 where the minute's calls are used up
    void take(String personId) {
        var now = clock.instant();
        var allowed = new AtomicBoolean();
        buckets.compute(
                personId,
                (_, before) -> {
                    var left = before == null ? perMinute : refilled(before, now);
                    allowed.set(left >= 1);
                    return new Bucket(left >= 1 ? left - 1 : left, now);
                });
        if (!allowed.get()) {
            throw new Problem(
                            429,
                            "too-many-calls",
                            "Too many calls",
                            "you may begin " + perMinute + " calls a minute",
                            "wait a second and send fewer at a time; whoever runs the server sets"
                                    + " `--calls-per-minute`")
                    .asException();
        }
    }

    private double refilled(Bucket before, Instant now) {
        var passed = Math.max(0, Duration.between(before.at(), now).toMillis());
        return Math.min(perMinute, before.left() + passed * perMinute / MINUTE_MILLIS);
    }
}
