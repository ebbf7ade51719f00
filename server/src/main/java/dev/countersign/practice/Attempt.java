package dev.countersign.practice;

import dev.countersign.desk.Decided;
import dev.countersign.desk.ExceptionCase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One practice case of a learner, as it stands.
///
/// @param number counted from 1, in the order in which they were given
/// @param mock as it was when it was given: a later edit of the file changes no result
/// @param firstDecision its id; later ones, after taking it back, do not count
/// @param inChat whether its form was opened in a chat before that decision
/// @param looks what mentors said about it, oldest first
public record Attempt(
        String person,
        int number,
        MockException mock,
        ExceptionCase exceptionCase,
        Instant givenAt,
        Optional<String> firstDecision,
        boolean inChat,
        List<Look> looks) {
    public Attempt {
        looks = List.copyOf(looks);
    }

    /// A mentor's comment.
    public record Look(String mentor, String words, Instant at) {
        boolean says(Look other) {
            return mentor.equals(other.mentor()) && words.equals(other.words());
        }
    }

    public String caseId() {
        return exceptionCase.id();
    }

    public Optional<Decided> decided() {
        return exceptionCase.decisions().stream()
                .filter(d -> firstDecision.filter(d.id()::equals).isPresent())
                .findFirst();
    }

    /// Whether it still waits for the learner's decision.
    public boolean waits() {
        return exceptionCase.isOpen() && decided().isEmpty();
    }

    /// Nobody decided in time; it counts neither as right nor as wrong.
    public boolean lapsed() {
        return !exceptionCase.isOpen() && decided().isEmpty();
    }

    /// Empty until it is decided.
    public Optional<Comparison> comparison() {
        return decided()
                .map(d ->
                        Comparison.of(
                                mock,
                                d,
                                exceptionCase.opened().facts().map(f -> f.category()).orElse("")));
    }

    public boolean right() {
        return comparison().filter(Comparison::right).isPresent();
    }
}
