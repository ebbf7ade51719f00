package dev.countersign.policy;

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
/// @param first whether its first rule that fits speaks alone; otherwise each that fits speaks
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
        boolean first,
        List<Rule> rules,
        List<Case> cases,
        Map<String, String> annotations) {
    public Policy {
        rules = List.copyOf(rules);
        cases = List.copyOf(cases);
        annotations = Map.copyOf(annotations);
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
                            || facts.names(Attribute.TAGS).stream().anyMatch(tags::contains));
        }

        private static boolean meets(Set<String> wanted, String name) {
            return wanted.isEmpty() || wanted.contains(name);
        }

        /// In plain English.
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

    public boolean isInForce(Instant at) {
        return from.filter(at::isBefore).isEmpty()
                && until.filter(end -> !at.isBefore(end)).isEmpty();
    }

    /// What a rule of this policy says where it fits.
    public Outcome says(Rule rule) {
        return action == Action.BLOCK ? Outcome.DENY : rule.outcome();
    }

    /// The rule in plain English.
    public String inWords(Rule rule) {
        var place = rules.indexOf(rule);
        var earlier = first && place > 0 ? " AND no earlier rule of `" + id + "` fits" : "";
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
