package dev.countersign.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One person's standing in one competency.
///
/// @param definitions the packs that teach it, at least one
/// @param claims every level that was ever proved and is not revoked
/// @param held what holds now
public record Standing(
        String person,
        String competency,
        List<Definition> definitions,
        List<Claim> claims,
        Optional<Claim> held,
        List<Decision> decisions,
        Facts facts) {
    public String title() {
        return definitions.getFirst().competency().title();
    }

    public int level() {
        return held.map(Claim::level).orElse(0);
    }

    public String levelName() {
        return definitions.getFirst().name(level());
    }

    public boolean revoked() {
        return !decisions.isEmpty()
                && decisions.getFirst().kind() == Decision.Kind.REVOKED
                && held.isEmpty();
    }

    /// When the best that was held ended by itself.
    public Optional<Instant> endedAt() {
        return held.isPresent()
                ? Optional.empty()
                : claims.stream().flatMap(c -> c.until().stream()).max(Comparator.naturalOrder());
    }

    /// Whether its end is near enough to be reminded of.
    public boolean endsSoon(Instant now) {
        return held.flatMap(Claim::until)
                .filter(end ->
                        !now.isBefore(
                                end.minus(Duration.ofDays(CompetencyWatch.REMIND_DAYS.getFirst()))))
                .isPresent();
    }

    public boolean reachedTarget() {
        return level() >= definitions.getFirst().target();
    }

    /// What counts now: after a revocation only what was accepted later.
    public Facts counted() {
        return Appraisal.counted(facts, decisions);
    }

    /// In one or two words.
    public String state(Instant now) {
        if (held.isPresent()) {
            return endsSoon(now) ? "ends soon" : "held";
        }
        return revoked() ? "revoked" : endedAt().isPresent() ? "expired" : "not yet";
    }
}
