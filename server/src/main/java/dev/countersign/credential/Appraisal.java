package dev.countersign.credential;

import dev.countersign.course.Pack.Proof;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What somebody may claim of one competency, from what was accepted and what managers decided.
/// Pure: the same facts give the same claims on every node and after every restart.
final class Appraisal {
    private static final Comparator<Claim> BETTER =
            Comparator.comparingInt(Claim::level).thenComparing(c -> c.until().orElse(Instant.MAX));

    private Appraisal() {}

    /// Every level whose proof is met, also those that have ended.
    ///
    /// @param definitions of this competency; where several packs have it, each proves it
    static List<Claim> claims(List<Definition> definitions, Facts facts, List<Decision> decisions) {
        var counted = counted(facts, decisions);
        var renewed =
                decisions.stream()
                        .filter(d -> d.kind() == Decision.Kind.RENEWED)
                        .map(Decision::at)
                        .max(Comparator.naturalOrder());
        var out = new ArrayList<Claim>();
        for (var definition : definitions) {
            for (var rung : definition.competency().ladder().entrySet()) {
                var level = definition.competency().levels().indexOf(rung.getKey()) + 1;
                met(rung.getValue(), definition.pack(), counted)
                        .ifPresent(since -> {
                            // Whatever of it was accepted last renews the whole.
                            var from =
                                    Stream.concat(
                                                    newest(
                                                            rung.getValue(),
                                                            definition.pack(),
                                                            counted)
                                                            .stream(),
                                                    renewed.stream())
                                            .filter(at -> !at.isBefore(since))
                                            .max(Comparator.naturalOrder())
                                            .orElse(since);
                            out.add(new Claim(level, since, end(definition, from)));
                        });
            }
        }
        return List.copyOf(out);
    }

    /// What counts: after a revocation only what was accepted later.
    static Facts counted(Facts facts, List<Decision> decisions) {
        return decisions.stream()
                .max(Comparator.comparingInt(Decision::number))
                .filter(d -> d.kind() == Decision.Kind.REVOKED)
                .map(d -> facts.after(d.at()))
                .orElse(facts);
    }

    /// The best that holds at this time.
    static Optional<Claim> held(List<Claim> claims, Instant now) {
        return claims.stream().filter(c -> c.holds(now)).max(BETTER);
    }

    private static Optional<Instant> end(Definition definition, Instant from) {
        var months = definition.competency().validMonths();
        return months == 0
                ? Optional.empty()
                : Optional.of(from.atZone(ZoneOffset.UTC).plusMonths(months).toInstant());
    }

    /// When the last missing part was there; empty while one is missing.
    static Optional<Instant> met(Proof proof, String pack, Facts facts) {
        return switch (proof) {
            case Proof.All(var parts) -> {
                var met = parts.stream().map(p -> met(p, pack, facts)).toList();
                yield met.isEmpty() || met.stream().anyMatch(Optional::isEmpty)
                        ? Optional.empty()
                        : met.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
            }
            case Proof.Any(var parts) ->
                    parts.stream()
                            .flatMap(p -> met(p, pack, facts).stream())
                            .min(Comparator.naturalOrder());
            case Proof.LabPassed _, Proof.QuizPassed _, Proof.CourseDone _ ->
                    facts.find(key(proof, pack)).map(Facts.Span::first);
        };
    }

    private static Optional<Instant> newest(Proof proof, String pack, Facts facts) {
        return switch (proof) {
            case Proof.All(var parts) -> newest(parts, pack, facts);
            case Proof.Any(var parts) ->
                    newest(
                            parts.stream().filter(p -> met(p, pack, facts).isPresent()).toList(),
                            pack,
                            facts);
            case Proof.LabPassed _, Proof.QuizPassed _, Proof.CourseDone _ ->
                    facts.find(key(proof, pack)).map(Facts.Span::newest);
        };
    }

    private static Optional<Instant> newest(List<Proof> parts, String pack, Facts facts) {
        return parts.stream()
                .flatMap(p -> newest(p, pack, facts).stream())
                .max(Comparator.naturalOrder());
    }

    /// The key of the piece that a leaf of a proof asks for.
    static String key(Proof leaf, String pack) {
        return switch (leaf) {
            case Proof.LabPassed(var lab) -> Piece.lab(pack, lab);
            case Proof.QuizPassed(var quiz) -> Piece.quiz(pack, quiz);
            case Proof.CourseDone(var course) -> Piece.course(course);
            case Proof.All _, Proof.Any _ -> "";
        };
    }
}
