package dev.countersign.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One look at one gate: does each condition hold, for how long, and if not, what is missing. Pure.
record Weighing(
        String tool,
        List<Evidence> evidence,
        List<Waiver> waivers,
        Worth.Known known,
        Instant now,
        Gate.Way way) {
    private sealed interface Found {
        record Met(String because, Optional<Instant> until) implements Found {}

        record Unmet(String missing) implements Found {}
    }

    GateState all(List<Condition> conditions) {
        var because = new ArrayList<String>();
        var missing = new ArrayList<String>();
        var ends = new ArrayList<Instant>();
        known.withheld().ifPresent(why -> missing.add("the tool is withheld: " + why));
        for (var condition : conditions) {
            switch (found(condition)) {
                case Found.Met(var words, var until) -> {
                    because.add(words);
                    until.ifPresent(ends::add);
                }
                case Found.Unmet(var words) -> missing.add(words);
            }
        }
        return missing.isEmpty()
                ? new GateState.Open(because, ends.stream().min(Comparator.naturalOrder()))
                : new GateState.Shut(missing);
    }

    private Found found(Condition condition) {
        return switch (condition) {
            case Condition.Recorded recorded -> recorded(recorded);
            case Condition.Reviewed reviewed -> reviewed(reviewed);
            case Condition.Certified certified -> certified(certified);
            case Condition.AllOf(var parts) -> allOf(parts);
            case Condition.AnyOf(var parts) -> anyOf(parts);
        };
    }

    private Found recorded(Condition.Recorded wanted) {
        var newest =
                evidence.stream()
                        .filter(e -> e.conditionType().equals(wanted.key()))
                        .max(Comparator.comparing(Evidence::recordedAt));
        var until = newest.flatMap(e -> wanted.validFor().map(e.recordedAt()::plus));
        var fresh = until.filter(u -> !now.isBefore(u)).isEmpty();
        if (fresh && newest.filter(e -> e.amount().compareTo(wanted.atLeast()) >= 0).isPresent()) {
            return new Found.Met(wanted.sentence() + ": " + amount(newest), until);
        }
        return waived(wanted.key(), wanted, fresh ? amount(newest) : "ended on " + until.get());
    }

    private static String amount(Optional<Evidence> newest) {
        return newest.map(e -> e.amount().toPlainString()).orElse("none");
    }

    private Found reviewed(Condition.Reviewed wanted) {
        return known.reviewed() >= wanted.samples()
                ? new Found.Met(wanted.sentence() + ": " + known.reviewed(), Optional.empty())
                : waived(
                        Condition.Reviewed.KEY,
                        wanted,
                        known.reviewed() == 0 ? "none" : String.valueOf(known.reviewed()));
    }

    private Found certified(Condition.Certified wanted) {
        var good =
                known.promises().stream()
                        .filter(p -> now.isBefore(p.until()))
                        .filter(p -> p.error().compareTo(wanted.error()) <= 0)
                        .filter(p -> p.delta().compareTo(wanted.delta()) <= 0)
                        .max(Comparator.comparing(Worth.Promised::until));
        return good.<Found>map(p ->
                        new Found.Met(wanted.sentence() + ": " + p.id(), Optional.of(p.until())))
                .orElseGet(() -> waived(Condition.Certified.KEY, wanted, "none that holds"));
    }

    private Found allOf(List<Condition> parts) {
        var found = parts.stream().map(this::found).toList();
        var missing = missing(found);
        return missing.isEmpty() ? met(found, " and ", false) : new Found.Unmet(missing);
    }

    private Found anyOf(List<Condition> parts) {
        var found = parts.stream().map(this::found).toList();
        return found.stream().anyMatch(f -> f instanceof Found.Met)
                ? met(found, " and ", true)
                : new Found.Unmet(
                        "one of these: "
                                + found.stream()
                                        .map(f -> ((Found.Unmet) f).missing())
                                        .collect(Collectors.joining("; or ")));
    }

    private static String missing(List<Found> found) {
        return found.stream()
                .flatMap(f -> f instanceof Found.Unmet(var m) ? Stream.of(m) : Stream.empty())
                .collect(Collectors.joining("; and "));
    }

    /// @param longest whether one that goes on is enough
    private static Found met(List<Found> found, String word, boolean longest) {
        var met = found.stream().filter(Found.Met.class::isInstance).map(Found.Met.class::cast);
        var all = met.toList();
        var because = all.stream().map(Found.Met::because).collect(Collectors.joining(word));
        var ends = all.stream().flatMap(m -> m.until().stream());
        if (longest) {
            return new Found.Met(
                    because,
                    all.stream().anyMatch(m -> m.until().isEmpty())
                            ? Optional.empty()
                            : ends.max(Comparator.naturalOrder()));
        }
        return new Found.Met(because, ends.min(Comparator.naturalOrder()));
    }

    private Found waived(String type, Condition wanted, String soFar) {
        return waivers.stream()
                .filter(w -> w.holds(now) && w.conditionType().equals(type))
                .max(Comparator.comparing(Waiver::validUntil))
                .<Found>map(w ->
                        new Found.Met(
                                wanted.sentence()
                                        + ": waived by "
                                        + w.grantedBy()
                                        + " until "
                                        + w.validUntil(),
                                Optional.of(w.validUntil())))
                .orElseGet(() ->
                        new Found.Unmet(
                                wanted.sentence()
                                        + " for `"
                                        + tool
                                        + "`; recorded so far: "
                                        + soFar
                                        + way.to(tool, wanted)));
    }
}
