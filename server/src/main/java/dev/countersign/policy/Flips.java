package dev.countersign.policy;

import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What would have to be different for a case to come out otherwise. Values just on the other side
/// of each question that the policies in scope ask are tried, one fact first, then two; each answer
/// was judged. Nothing is promised where none is found.
public final class Flips {
    /// So that a case page stays quick, whatever the policies.
    private static final int TRIED = 20_000;

    private static final int VALUES_PER_FACT = 40;
    private static final double STEP = 0.01;
    private static final Map<Attribute, List<Double>> BOUNDS =
            Map.of(
                    Attribute.CONFIDENCE, List.of(-1.0, 1.0),
                    Attribute.LOCAL_HOUR, List.of(0.0, 23.0));

    /// One thing that could be different.
    private record Change(Attribute attribute, Object value) {}

    /// @param changed the facts that would be different, and their values; as few as were found
    /// @param facts the case with them
    /// @param outcome how it would then come out
    public record Flip(Map<Attribute, Object> changed, Facts facts, Outcome outcome) {
        public Flip {
            changed = java.util.Collections.unmodifiableMap(new EnumMap<>(changed));
        }

        public String inWords(Facts instead) {
            return outcome.name().toLowerCase(Locale.ROOT)
                    + " if "
                    + changed.entrySet().stream()
                            .map(e ->
                                    e.getKey().key()
                                            + " were "
                                            + quoted(e.getValue())
                                            + " instead of "
                                            + quoted(instead.get(e.getKey())))
                            .collect(Collectors.joining(" and "));
        }

        private static String quoted(Object value) {
            var text = String.valueOf(value);
            return "`"
                    + (text.length() > 80 ? "…" + text.substring(text.length() - 80) : text)
                    + "`";
        }
    }

    private final Policies policies;
    private final Facts facts;
    private final Instant at;
    private final Map<Outcome, Flip> found = new EnumMap<>(Outcome.class);
    private final Outcome now;
    private int tried;

    private Flips(Policies policies, Facts facts, Instant at) {
        this.policies = policies;
        this.facts = facts;
        this.at = at;
        this.now = policies.outcomeOf(facts, at);
    }

    /// At most one for each other outcome, those with the fewest changes first.
    public static List<Flip> of(Policies policies, Facts facts, Instant at) {
        var search = new Flips(policies, facts, at);
        var changes = search.changes();
        changes.forEach(c -> search.look(Map.of(c.attribute, c.value)));
        for (var i = 0; i < changes.size() && search.isOpen(); i++) {
            var one = changes.get(i);
            for (var other : changes.subList(i + 1, changes.size())) {
                if (one.attribute != other.attribute && search.isOpen()) {
                    search.look(Map.of(one.attribute, one.value, other.attribute, other.value));
                }
            }
        }
        return search.found.values().stream()
                .sorted(Comparator.comparingInt(f -> f.changed.size()))
                .toList();
    }

    private boolean isOpen() {
        return tried < TRIED && found.size() < Outcome.values().length - 1;
    }

    private void look(Map<Attribute, Object> changed) {
        tried++;
        var other = facts;
        for (var change : changed.entrySet()) {
            other = other.with(change.getKey(), change.getValue());
        }
        var outcome = policies.outcomeOf(other, at);
        if (outcome != now && !found.containsKey(outcome)) {
            found.put(outcome, new Flip(changed, other, outcome));
        }
    }

    /// The nearest values of each fact come first.
    private List<Change> changes() {
        var questions = new LinkedHashSet<Node>();
        for (var policy : policies.inScope(facts, at)) {
            if (policy.action().counts()) {
                policy.rules().forEach(r -> collect(r.condition().node(), questions));
                policies.activeFor(policy, at)
                        .forEach(e -> collect(e.condition().node(), questions));
            }
        }
        var values = new EnumMap<Attribute, Set<Object>>(Attribute.class);
        for (var question : questions) {
            var change = new ArrayList<Change>();
            add(question, change);
            for (var one : change) {
                if (!one.value.equals(facts.get(one.attribute))) {
                    values.computeIfAbsent(one.attribute, _ -> new LinkedHashSet<>())
                            .add(one.value);
                }
            }
        }
        var out = new ArrayList<Change>();
        values.forEach((attribute, all) ->
                all.stream()
                        .sorted(Comparator.comparingDouble(v -> distance(attribute, v)))
                        .limit(VALUES_PER_FACT)
                        .forEach(v -> out.add(new Change(attribute, v))));
        return out;
    }

    private double distance(Attribute attribute, Object value) {
        return value instanceof Number number
                ? Math.abs(number.doubleValue() - facts.number(attribute))
                : 0;
    }

    private static void collect(Node node, Set<Node> out) {
        switch (node) {
            case Node.And(var parts) -> parts.forEach(p -> collect(p, out));
            case Node.Or(var parts) -> parts.forEach(p -> collect(p, out));
            case Node.Not(var inner) -> collect(inner, out);
            case Node.Always _, Node.Opaque _ -> {}
            case Node.Compare _, Node.Among _, Node.Has _, Node.Flag _ -> out.add(node);
            case Node.Search _ -> out.add(node);
        }
    }

    private void add(Node question, List<Change> out) {
        switch (question) {
            case Node.Compare(var attribute, _, var limit) -> numbers(attribute, limit, out);
            case Node.Among(var attribute, var names) -> {
                names.stream().sorted().forEach(n -> out.add(new Change(attribute, n)));
                out.add(new Change(attribute, attribute.standard()));
            }
            case Node.Has(var attribute, var member) -> {
                var names = new ArrayList<>(facts.names(attribute));
                if (!names.removeIf(member::equals)) {
                    names.add(member);
                }
                out.add(new Change(attribute, names));
            }
            case Node.Flag(var attribute) ->
                    out.add(new Change(attribute, !Boolean.TRUE.equals(facts.get(attribute))));
            case Node.Search(var attribute, var predicate, var literal) -> {
                var text = facts.name(attribute);
                var longer =
                        predicate.equals("startsWith")
                                ? literal + " " + text
                                : text + " " + literal;
                if (longer.length() <= Facts.MAX_CHARACTERS) {
                    out.add(new Change(attribute, longer.strip()));
                }
                out.add(new Change(attribute, ""));
            }
            case Node.And _, Node.Or _, Node.Not _, Node.Always _, Node.Opaque _ -> {}
        }
    }

    private static void numbers(Attribute attribute, double limit, List<Change> out) {
        var whole = attribute.kind() == Attribute.Kind.WHOLE;
        var values =
                whole
                        ? List.of(Math.ceil(limit) - 1, limit, Math.floor(limit) + 1)
                        : List.of(hundredths(limit - STEP), limit, hundredths(limit + STEP));
        var bounds =
                Optional.ofNullable(BOUNDS.get(attribute))
                        .orElse(List.of(whole ? 0.0 : -Double.MAX_VALUE, Double.MAX_VALUE));
        for (var value : values) {
            var fits = value >= bounds.get(0) && value <= bounds.get(1);
            if (fits && whole && value == Math.rint(value)) {
                out.add(new Change(attribute, (long) (double) value));
            } else if (fits && !whole) {
                out.add(new Change(attribute, value));
            }
        }
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }
}
