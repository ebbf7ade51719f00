package dev.countersign.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The gate of `GateInterleavingsTest` in plain variables, written apart from the product.
final class GateOracle {
    sealed interface Event {
        record Time(Instant at) implements Event {}

        record Recorded(String person, String key, BigDecimal amount) implements Event {}

        record Waived(String person, String type, Instant until) implements Event {}

        record Sampled(String version, String by) implements Event {}

        record Certified(String version, String by, BigDecimal error, Instant until)
                implements Event {}

        record AllEnded() implements Event {}

        record Answered(String version, String by) implements Event {}

        record Withheld(boolean now) implements Event {}

        record RolesChanged(String person, boolean may) implements Event {}

        record PromptChanged(String version) implements Event {}

        record Nothing() implements Event {}

        /// @param changes how often the person's roles had changed when the identity was given
        /// @param fresh whether this node knew which prompt is live; else it refuses
        record Request(String person, int changes, boolean passed, boolean fresh)
                implements Event {}
    }

    private record Fact(BigDecimal amount, Instant at) {}

    private final String tool;
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private final Map<String, Fact> facts = new HashMap<>();
    private final List<Event.Waived> waivers = new ArrayList<>();
    private final Map<String, Integer> samples = new HashMap<>();
    private final List<Event.Certified> certificates = new ArrayList<>();
    private final Map<String, Integer> changes = new HashMap<>();
    private final Set<String> without = new HashSet<>();
    private String live = "";
    private String seen = "";
    private boolean withheld;

    GateOracle(String tool) {
        this.tool = tool;
    }

    /// @return how many requests have passed
    int replay(List<Event> events) {
        var passed = 0;
        for (var i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.Request request) {
                var may = may(request);
                if (request.passed()) {
                    passed++;
                    assertThat(may).as("request %d of %s passed at %s", i, tool, now).isTrue();
                } else if (request.fresh()) {
                    assertThat(may)
                            .as("request %d of %s was refused at %s", i, tool, now)
                            .isFalse();
                }
            } else {
                take(events.get(i));
            }
        }
        return passed;
    }

    private void take(Event event) {
        switch (event) {
            case Event.Time(var at) -> now = at;
            case Event.Recorded(var person, var key, var amount) -> {
                var before = facts.get(person + key);
                var at =
                        before != null && !before.at().isBefore(now)
                                ? before.at().plusMillis(1)
                                : now;
                facts.put(person + key, new Fact(amount, at));
            }
            case Event.Waived waived -> {
                waivers.removeIf(w -> !now.isBefore(w.until()));
                waivers.add(waived);
            }
            case Event.Sampled(var version, var by) -> samples.merge(version + by, 1, Integer::sum);
            case Event.Certified certified -> certificates.add(certified);
            case Event.AllEnded _ -> certificates.clear();
            case Event.Answered(var version, var by) -> {
                if (!seen.equals(version + by)) {
                    seen = version + by;
                    certificates.removeIf(c -> !(c.version() + c.by()).equals(seen));
                }
            }
            case Event.Withheld(var isNow) -> withheld = isNow;
            case Event.RolesChanged(var person, var mayNow) -> {
                changes.merge(person, 1, Integer::sum);
                if (mayNow) {
                    without.remove(person);
                } else {
                    without.add(person);
                }
            }
            case Event.PromptChanged(var version) -> live = version;
            case Event.Nothing _, Event.Request _ -> {}
        }
    }

    private boolean may(Event.Request request) {
        var who = request.person();
        if (withheld
                || without.contains(who)
                || changes.getOrDefault(who, 0) != request.changes()) {
            return false;
        }
        var quiz = waived(who, "quiz") || atLeast(who + "quiz", "0.85", Duration.ofHours(2));
        var ready =
                atLeast(who + "readiness", "1", Duration.ofDays(10_000))
                        || atLeast(who + "competency:triage", "2", Duration.ofHours(3));
        var current = live.isEmpty() || seen.startsWith(live) ? seen : "";
        var reviewed = samples.getOrDefault(current, 0) >= 3;
        var certified =
                waived(who, "certificate")
                        || certificates.stream()
                                .filter(c -> (c.version() + c.by()).equals(current))
                                .filter(c -> c.error().compareTo(new BigDecimal("0.1")) <= 0)
                                .anyMatch(c -> now.isBefore(c.until()));
        return quiz && ready && reviewed && certified;
    }

    private boolean waived(String who, String type) {
        return waivers.stream()
                .anyMatch(w ->
                        w.person().equals(who) && w.type().equals(type) && now.isBefore(w.until()));
    }

    private boolean atLeast(String key, String amount, Duration valid) {
        var fact = facts.get(key);
        return fact != null
                && fact.amount().compareTo(new BigDecimal(amount)) >= 0
                && now.isBefore(fact.at().plus(valid));
    }
}
