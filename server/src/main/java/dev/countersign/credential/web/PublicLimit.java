package dev.countersign.credential.web;

import dev.countersign.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often one origin may ask for public documents, so that nobody tries ids out or keeps the
/// server signing. Threads may share it.
final class PublicLimit {
    static final int PER_MINUTE = 120;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private record Asked(Instant since, int count) {}

    private final InstantSource clock;
    private final Map<String, Asked> asked =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
                    return size() > REMEMBERED;
                }
            };

    PublicLimit(InstantSource clock) {
        this.clock = clock;
    }

    /// @throws dev.countersign.kernel.ProblemException 429
    synchronized void admit(String origin) {
        var now = clock.instant();
        var before = asked.get(origin);
        if (before == null || !now.isBefore(before.since().plus(WINDOW))) {
            asked.put(origin, new Asked(now, 1));
        } else if (before.count() >= PER_MINUTE) {
            throw new Problem(
                            429,
                            "too-many-checks",
                            "Too many requests",
                            "more than "
                                    + PER_MINUTE
                                    + " requests came from your address in a minute",
                            "wait a minute; `countersign credential verify` checks without us")
                    .asException();
        } else {
            asked.put(origin, new Asked(before.since(), before.count() + 1));
        }
    }
}
