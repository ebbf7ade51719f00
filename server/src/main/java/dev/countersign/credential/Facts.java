package dev.countersign.credential;

import dev.countersign.course.Quiz;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is accepted of one person's work now.
///
/// @param accepted when, each time, in order; by the key of the piece
public record Facts(Map<String, List<Instant>> accepted) {
    public Facts {
        accepted = Map.copyOf(accepted);
    }

    /// @param first when it was accepted first
    /// @param newest when it was accepted last
    public record Span(Instant first, Instant newest) {}

    /// @param counts which attempts at a quiz count; others than quizzes have one piece only
    static Facts of(List<Piece> pieces, Function<String, Quiz.Counts> counts) {
        var out = new HashMap<String, List<Instant>>();
        pieces.stream()
                .collect(Collectors.groupingBy(Piece::key))
                .forEach((key, all) -> {
                    var passed =
                            counting(all, counts.apply(key))
                                    .filter(Piece::passed)
                                    .map(Piece::at)
                                    .sorted()
                                    .toList();
                    if (!passed.isEmpty()) {
                        out.put(key, passed);
                    }
                });
        return new Facts(out);
    }

    private static Stream<Piece> counting(List<Piece> all, Quiz.Counts counts) {
        var inOrder = all.stream().sorted(Comparator.comparingInt(Piece::number)).toList();
        return switch (counts) {
            case BEST -> inOrder.stream();
            case FIRST -> inOrder.stream().limit(1);
            case LAST, AS_SET -> inOrder.stream().skip(inOrder.size() - 1);
        };
    }

    Optional<Span> find(String key) {
        return Optional.ofNullable(accepted.get(key))
                .map(times -> new Span(times.getFirst(), times.getLast()));
    }

    /// What was accepted later than this, and only that.
    Facts after(Instant moment) {
        var out = new HashMap<String, List<Instant>>();
        accepted.forEach((key, times) -> {
            var later = times.stream().filter(moment::isBefore).toList();
            if (!later.isEmpty()) {
                out.put(key, later);
            }
        });
        return new Facts(out);
    }
}
