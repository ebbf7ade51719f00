package dev.countersign.change;

import dev.countersign.bundle.Judged;
import dev.countersign.policy.Policies;
import dev.countersign.policy.PolicyVerdict;
import java.util.Locale;
import java.util.stream.Collectors;

/// What other policies make of an exception that those in force have judged. Pure.
final class SecondVerdict {
    private SecondVerdict() {}

    /// Names rules only: whoever looks at the figures need not be allowed to read the case.
    static WatchedCase of(String change, Policies other, Judged judged) {
        var live = judged.outcome().name().toLowerCase(Locale.ROOT);
        String would;
        String because;
        try {
            var outcome = other.outcomeOf(judged.facts(), judged.at());
            would = outcome.name().toLowerCase(Locale.ROOT);
            because =
                    outcome == judged.outcome()
                            ? ""
                            : because(other.judge(judged.facts(), judged.at()));
        } catch (RuntimeException e) {
            // The exception is taken in all the same; a version that cannot judge it differs.
            would = "fail";
            because = "its rules could not judge it: " + e.getClass().getSimpleName();
        }
        return new WatchedCase(
                change,
                judged.source() + " " + judged.sourceId(),
                judged.caseId(),
                live,
                would,
                because,
                judged.at());
    }

    private static String because(PolicyVerdict verdict) {
        return verdict.spoken()
                ? verdict.matched().stream()
                        .filter(PolicyVerdict.Matched::decisive)
                        .map(m -> "`" + m.rule() + "`, version `" + m.version() + "`")
                        .distinct()
                        .collect(Collectors.joining("; "))
                : "no policy speaks of it, so a person decides";
    }
}
