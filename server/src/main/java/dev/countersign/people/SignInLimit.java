package dev.countersign.people;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows guessing down: at most ten failures per address and fifty per origin in fifteen minutes.
final class SignInLimit {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PER_ADDRESS = 10;
    private static final int PER_ORIGIN = 50;
    private static final int REMEMBERED = 10_000;

    private record Failures(Instant since, int count) {}

    private final InstantSource clock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > REMEMBERED;
                }
            };

    SignInLimit(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void admit(String address, String origin) {
        if (count("a:" + address) >= PER_ADDRESS || count("o:" + origin) >= PER_ORIGIN) {
            throw new Problem(
                            429,
                            "too-many-sign-ins",
                            "Too many attempts",
                            "too many failed sign-ins from here or for this address",
                            "wait 15 minutes, or ask an administrator to set a new password")
                    .asException();
        }
    }

    synchronized ProblemException refused(String address, String origin) {
        add("a:" + address);
        add("o:" + origin);
        return new Problem(
                        401,
                        "wrong-sign-in",
                        "Sign-in failed",
                        "this address and password do not belong together",
                        "check both, or ask an administrator to set a new password")
                .asException();
    }

    synchronized void succeeded(String address) {
        failures.remove("a:" + address);
    }

    private int count(String key) {
        var seen = failures.get(key);
        return seen == null || clock.instant().isAfter(seen.since().plus(WINDOW))
                ? 0
                : seen.count();
    }

    private void add(String key) {
        var count = count(key);
        var seen = failures.get(key);
        var since = count == 0 || seen == null ? clock.instant() : seen.since();
        failures.put(key, new Failures(since, count + 1));
    }
}
