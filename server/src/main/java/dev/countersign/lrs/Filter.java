package dev.countersign.lrs;

import java.time.Instant;
import java.util.Optional;

/// Which statements are asked for.
///
/// @param agent and the others: keys, not what they stand for
/// @param from the number to go on after; 0 for the beginning
record Filter(
        Optional<String> agent,
        boolean relatedAgents,
        Optional<String> verb,
        Optional<String> activity,
        boolean relatedActivities,
        Optional<String> registration,
        Optional<Instant> since,
        Optional<Instant> until,
        boolean ascending,
        int limit,
        long from) {
    /// Whether it asks for more than a time.
    boolean matches() {
        return agent.isPresent()
                || verb.isPresent()
                || activity.isPresent()
                || registration.isPresent();
    }

    Filter after(long seq) {
        return new Filter(
                agent,
                relatedAgents,
                verb,
                activity,
                relatedActivities,
                registration,
                since,
                until,
                ascending,
                limit,
                seq);
    }
}
