package dev.countersign.policy;

import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One policy as its owner wrote it, compiled. Immutable.
///
/// @param priority the highest that speaks decides
/// @param from and `until`: it speaks from the one, included, to the other, excluded
/// @param body its rules as the author nested them
/// @param rules every rule of the body, in order
/// @param annotations why, for people
public record Policy(
        String id,
        String version,
        String owner,
        Scope scope,
        int priority,
        Action action,
        Exceptions exceptions,
        Optional<Instant> from,
        Optional<Instant> until,
        Block<Condition, Rule> body,
        List<Rule> rules,
        List<Case> cases,
        List<Invariant> invariants,
        Map<String, String> annotations) {
    public Policy {
        rules = List.copyOf(rules);
        cases = List.copyOf(cases);
        invariants = List.copyOf(invariants);
        annotations = Map.copyOf(annotations);
    }

    Policy(
            String id,
            String version,
            String owner,
            Scope scope,
            int priority,
            Action action,
            Exceptions exceptions,
            Optional<Instant> from,
            Optional<Instant> until,
            Block<Condition, Rule> body,
            List<Case> cases,
            List<Invariant> invariants,
            Map<String, String> annotations) {
        this(
                id,
                version,
                owner,
                scope,
                priority,
                action,
                exceptions,
                from,
                until,
                body,
                body.all(),
                cases,
                invariants,
                annotations);
    }

    /// In rising strictness: among rules of one priority the strictest decides.
    public enum Outcome {
        APPROVE,
        ESCALATE,
        DENY
    }

    /// ENFORCE: what its rules say counts; BLOCK: each rule that fits denies; ALERT: told, and does
    /// not count; AUDIT: recorded only.
    public enum Action {
        ENFORCE,
        ALERT,
        BLOCK,
        AUDIT;

        public boolean counts() {
            return this == ENFORCE || this == BLOCK;
        }
    }

    /// What an exemption from the policy does: ALLOWED and TIME_LIMITED approve, REQUIRES_APPROVAL
    /// sends the case to a person, AUTO_DENIED takes no exemptions.
    public enum ExceptionKind {
        ALLOWED,
        REQUIRES_APPROVAL,
        TIME_LIMITED,
        AUTO_DENIED
    }

    public record Exceptions(ExceptionKind kind, int maxDays) {}

    /// Empty sets ask nothing; otherwise each set that is not empty must be met.
    public record Scope(
            Set<String> services, Set<String> teams, Set<String> tags, Set<String> categories) {
        public Scope {
            services = Set.copyOf(services);
            teams = Set.copyOf(teams);
            tags = Set.copyOf(tags);
            categories = Set.copyOf(categories);
        }

        public boolean covers(Facts facts) {
            return meets(services, facts.name(Attribute.SERVICE))
                    && meets(teams, facts.name(Attribute.TEAM))
                    && meets(categories, facts.name(Attribute.CATEGORY))
                    && (tags.isEmpty()
                            || !java.util.Collections.disjoint(facts.names(Attribute.TAGS), tags));
        }

        /// Whether no case is in both, as far as names tell.
        public boolean isApart(Scope other) {
            return areApart(services, other.services)
                    || areApart(teams, other.teams)
                    || areApart(categories, other.categories);
        }

        /// Whether every case of the other is in this one, as far as names tell.
        public boolean contains(Scope other) {
            return contains(services, other.services)
                    && contains(teams, other.teams)
                    && contains(categories, other.categories)
                    && contains(tags, other.tags);
        }

        private static boolean contains(Set<String> wider, Set<String> narrower) {
            return wider.isEmpty() || !narrower.isEmpty() && wider.containsAll(narrower);
        }

        private static boolean areApart(Set<String> some, Set<String> others) {
            return !some.isEmpty()
                    && !others.isEmpty()
                    && java.util.Collections.disjoint(some, others);
        }

        private static boolean meets(Set<String> wanted, String name) {
            return wanted.isEmpty() || wanted.contains(name);
        }

        public String inWords() {
            var out = new java.util.ArrayList<String>();
            part(out, "service is ", services);
            part(out, "team is ", teams);
            part(out, "tags include ", tags);
            part(out, "category is ", categories);
            return out.isEmpty() ? "any service" : String.join(" AND ", out);
        }

        private static void part(List<String> out, String lead, Set<String> names) {
            if (!names.isEmpty()) {
                out.add(
                        lead
                                + names.stream()
                                        .sorted()
                                        .map(n -> "`" + n + "`")
                                        .collect(Collectors.joining(" or ")));
            }
        }
    }

    /// @param id the policy's, and the rule's place in it from 1: `database-access/2`
    /// @param line where it stands in the file
    /// @param explanation for people; may be empty
    public record Rule(
            String id, int line, Condition condition, Outcome outcome, String explanation) {}

    /// A case that stands in the policy's own file.
    public record Case(String name, int line, Facts facts, Outcome expected) {}

    /// What must hold of every case in the policy's scope, whatever all policies together say.
    ///
    /// @param assumed of which cases it is claimed
    /// @param asserted what must then hold, for each outcome
    public record Invariant(
            String id,
            int line,
            String description,
            Condition assumed,
            Map<Outcome, Condition> asserted) {
        public Invariant {
            asserted = Map.copyOf(asserted);
        }
    }

    /// One version of it, as records name it: `refunds@2`.
    public String named() {
        return id + "@" + version;
    }

    /// Whether it is in force at any time of this span.
    boolean isInForce(Instant start, Instant end) {
        return (from.isEmpty() || end.isAfter(from.get()))
                && (until.isEmpty() || start.isBefore(until.get()));
    }

    public boolean isInForce(Instant at) {
        return (from.isEmpty() || !at.isBefore(from.get()))
                && (until.isEmpty() || at.isBefore(until.get()));
    }

    /// What a rule of this policy says where it fits.
    public Outcome says(Rule rule) {
        return action == Action.BLOCK ? Outcome.DENY : rule.outcome();
    }

    /// What a rule of this policy says where it fits and an exemption does, too: never anything
    /// stricter.
    public Outcome saysExempt(Rule rule) {
        var strict = says(rule);
        var mild =
                switch (exceptions.kind()) {
                    case ALLOWED, TIME_LIMITED -> Outcome.APPROVE;
                    case REQUIRES_APPROVAL -> Outcome.ESCALATE;
                    case AUTO_DENIED -> strict;
                };
        return mild.compareTo(strict) < 0 ? mild : strict;
    }

    /// This policy as if the rule had not been written.
    public Policy without(Rule rule) {
        return new Policy(
                id,
                version,
                owner,
                scope,
                priority,
                action,
                exceptions,
                from,
                until,
                body.without(rule),
                cases,
                invariants,
                annotations);
    }

    /// The rule in plain English.
    public String inWords(Rule rule) {
        var earlier = body.yields(rule) ? " AND no earlier rule of `" + id + "` fits" : "";
        var then =
                switch (action) {
                    case ENFORCE, BLOCK -> says(rule).name().toLowerCase(java.util.Locale.ROOT);
                    case ALERT -> "tell `" + owner + "`";
                    case AUDIT -> "only record it";
                };
        var otherwise =
                switch (exceptions.kind()) {
                    case ALLOWED -> "an exemption approves";
                    case TIME_LIMITED ->
                            "an exemption of at most " + exceptions.maxDays() + " days approves";
                    case REQUIRES_APPROVAL -> "an exemption sends it to a person";
                    case AUTO_DENIED -> "no exemption is possible";
                };
        return "IF "
                + scope.inWords()
                + " AND "
                + Words.bracketed(rule.condition().node())
                + earlier
                + " THEN "
                + then
                + " ELSE the policy is silent; "
                + otherwise;
    }
}
