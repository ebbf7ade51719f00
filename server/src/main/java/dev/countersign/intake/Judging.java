package dev.countersign.intake;

import dev.countersign.bundle.Bundles;
import dev.countersign.escalation.BusinessCalendar;
import dev.countersign.kernel.Reason;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.PolicyVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Asks the policies in force about an exception. Threads may share it.
///
/// @param hours the calendar by which `local_hour` and `business_day` are told
public record Judging(Bundles bundles, Supplier<BusinessCalendar> hours) {
    /// What was said, and of which facts.
    record Said(Facts facts, PolicyVerdict verdict, Instant at) {
        /// Whether a policy lets it go ahead: then nobody needs to decide it.
        boolean covers() {
            return verdict.spoken() && verdict.outcome() == Outcome.APPROVE;
        }

        private boolean isStricterThan(Said own) {
            return !own.verdict().spoken()
                    || verdict.outcome().compareTo(own.verdict().outcome()) > 0;
        }

        String outcome() {
            return verdict.spoken() ? verdict.outcome().name().toLowerCase(Locale.ROOT) : "";
        }

        Optional<Reason> reason() {
            return verdict.spoken()
                    ? Optional.of(
                            new Reason(
                                    Reason.POLICY,
                                    verdict.explanation(),
                                    outcome(),
                                    decisive().collect(Collectors.joining(", ")),
                                    ""))
                    : Optional.empty();
        }

        private java.util.stream.Stream<String> decisive() {
            return verdict.matched().stream()
                    .filter(PolicyVerdict.Matched::decisive)
                    .map(PolicyVerdict.Matched::rule);
        }

        /// Each policy that spoke, as `name@version`.
        List<String> policies() {
            return verdict.matched().stream()
                    .map(m -> m.rule().substring(0, m.rule().lastIndexOf('/')) + "@" + m.version())
                    .distinct()
                    .toList();
        }

        String exemption() {
            return verdict.matched().stream()
                    .map(PolicyVerdict.Matched::exemption)
                    .filter(x -> !x.isEmpty())
                    .findFirst()
                    .orElse("");
        }
    }

    /// What is said now that a person chose the category.
    Optional<Said> again(Facts facts, String category, String kind, String subtype, Instant at) {
        return said(
                facts.with(Attribute.CATEGORY, category).with(Attribute.SUBTYPE, subtype),
                kind,
                at);
    }

    /// What is said of a team's category and of the shipped one whose kind it is: the stricter
    /// counts, so that a policy written for `rollback` holds under any name. Of the two sets of
    /// facts the one is kept of which it was said.
    private Optional<Said> said(Facts facts, String kind, Instant at) {
        var own = bundles.judge(facts, at).map(verdict -> new Said(facts, verdict, at));
        if (kind.equals(facts.name(Attribute.CATEGORY))) {
            return own;
        }
        var plain = facts.with(Attribute.CATEGORY, kind);
        var other =
                bundles.judge(plain, at)
                        .map(verdict -> new Said(plain, verdict, at))
                        .filter(s -> s.verdict().spoken());
        return other.filter(o -> own.filter(s -> !o.isStricterThan(s)).isEmpty()).or(() -> own);
    }

    /// Empty where no policies are in force.
    ///
    /// @param service and the others: masked
    Optional<Said> judge(Incoming e, String service, String rule, String text, Instant at) {
        if (bundles.inForce().isEmpty()) {
            return Optional.empty();
        }
        var calendar = hours.get();
        var local = at.atZone(calendar.zone());
        var facts =
                e.facts()
                        .with(Attribute.CATEGORY, e.category())
                        .with(Attribute.SUBTYPE, e.subtype())
                        .with(Attribute.SEVERITY, e.severity().name())
                        .with(Attribute.SERVICE, service)
                        .with(Attribute.TEAM, e.team())
                        .with(Attribute.ENVIRONMENT, e.environment())
                        .with(Attribute.RULE, rule)
                        .with(Attribute.TAGS, e.tags())
                        .with(Attribute.TEXT, text)
                        .with(Attribute.LOCAL_HOUR, (long) local.getHour())
                        .with(
                                Attribute.BUSINESS_DAY,
                                !calendar.hours(local.toLocalDate()).isEmpty());
        return said(facts, e.kind(), at);
    }
}
