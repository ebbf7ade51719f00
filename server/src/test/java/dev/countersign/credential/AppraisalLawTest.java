package dev.countersign.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.Pack.Competency;
import dev.countersign.course.Pack.Proof;
import dev.countersign.course.Quiz.Counts;
import dev.countersign.testing.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is claimed equals what somebody finds who plays the history through, one piece after the
/// other.
class AppraisalLawTest {
    private static final int HISTORIES = 5_000;
    private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
    private static final List<String> LABS = List.of("1", "2", "3", "4");

    private static Proof proof(Random random, int depth) {
        var kind = depth == 0 ? 0 : random.nextInt(3);
        if (kind == 0) {
            return new Proof.LabPassed(LABS.get(random.nextInt(LABS.size())));
        }
        var parts = new ArrayList<Proof>();
        for (var i = 0; i <= random.nextInt(3); i++) {
            parts.add(proof(random, depth - 1));
        }
        return kind == 1 ? new Proof.All(parts) : new Proof.Any(parts);
    }

    private static boolean holds(Proof proof, Set<String> labs) {
        return switch (proof) {
            case Proof.All(var parts) -> parts.stream().allMatch(p -> holds(p, labs));
            case Proof.Any(var parts) -> parts.stream().anyMatch(p -> holds(p, labs));
            case Proof.LabPassed(var lab) -> labs.contains(lab);
            case Proof.QuizPassed _, Proof.CourseDone _ -> false;
        };
    }

    private static Definition definition(Proof target, Optional<Proof> lower, int months) {
        return new Definition(
                "p",
                new Competency(
                        "c",
                        "C",
                        List.of("low", "high"),
                        "high",
                        months,
                        target,
                        lower.map(l -> Map.of("low", l)).orElse(Map.of())));
    }

    private static List<Piece> history(Random random) {
        var out = new ArrayList<Piece>();
        for (var i = 0; i < random.nextInt(6); i++) {
            var key = Piece.lab("p", LABS.get(random.nextInt(LABS.size())));
            out.add(new Piece(key, "s" + i, i + 1, true, START.plus(Duration.ofDays(30L * i))));
        }
        return out;
    }

    private static Facts facts(List<Piece> pieces) {
        return Facts.of(pieces, _ -> Counts.BEST);
    }

    @Test
    @Requirement({"T3", "T15"})
    void aLevelIsHeldFromTheMomentThatItsProofIsWhole() {
        var reached = 0;
        for (var h = 0; h < HISTORIES; h++) {
            var random = new Random(h);
            var proof = proof(random, 2);
            var pieces = history(random);
            var seen = new HashSet<String>();
            var since = Optional.<Instant>empty();
            for (var piece : pieces) {
                seen.add(piece.key().substring("lab:p/".length()));
                if (since.isEmpty() && holds(proof, seen)) {
                    since = Optional.of(piece.at());
                }
            }
            var claims =
                    Appraisal.claims(
                            List.of(definition(proof, Optional.empty(), 0)),
                            facts(pieces),
                            List.of());
            assertThat(claims.stream().map(Claim::since).findFirst())
                    .as("history " + h)
                    .isEqualTo(since);
            reached += since.isPresent() ? 1 : 0;
        }
        assertThat(reached).isBetween(HISTORIES / 5, HISTORIES * 4 / 5);
    }

    @Test
    void moreWorkNeverTakesALevelAwayNorBringsItsEndNearer() {
        for (var h = 0; h < HISTORIES; h++) {
            var random = new Random(-h);
            var all = List.of(definition(proof(random, 2), Optional.of(proof(random, 1)), 12));
            var pieces = new ArrayList<>(history(random));
            var before = Appraisal.claims(all, facts(pieces), List.of());
            var now = START.plus(Duration.ofDays(400));
            pieces.add(
                    new Piece(
                            Piece.lab("p", LABS.get(random.nextInt(LABS.size()))),
                            "x",
                            99,
                            true,
                            now));
            var after = Appraisal.claims(all, facts(pieces), List.of());
            for (var claim : before) {
                assertThat(after)
                        .as("history " + h)
                        .anyMatch(c ->
                                c.level() == claim.level()
                                        && !c.until()
                                                .orElseThrow()
                                                .isBefore(claim.until().orElseThrow()));
            }
        }
    }

    @Test
    void whatIsRevokedIsProvedOnlyByWhatIsAcceptedLater() {
        for (var h = 0; h < HISTORIES; h++) {
            var random = new Random(7L * h);
            var all = List.of(definition(proof(random, 2), Optional.empty(), 12));
            var pieces = history(random);
            var cut = START.plus(Duration.ofDays(random.nextInt(180)));
            var revoked = new Decision(1, Decision.Kind.REVOKED, "pam", "why", cut);
            var later = pieces.stream().filter(p -> p.at().isAfter(cut)).toList();
            assertThat(Appraisal.claims(all, facts(pieces), List.of(revoked)))
                    .as("history " + h)
                    .isEqualTo(Appraisal.claims(all, facts(later), List.of()));
            var renewed = new Decision(2, Decision.Kind.RENEWED, "pam", "why", cut.plusSeconds(1));
            for (var claim : Appraisal.claims(all, facts(pieces), List.of(renewed, revoked))) {
                var least = cut.plusSeconds(1).atZone(ZoneOffset.UTC).plusMonths(12).toInstant();
                assertThat(claim.until().orElseThrow())
                        .isAfterOrEqualTo(claim.since().isAfter(cut) ? claim.since() : least);
            }
        }
    }

    @Test
    void itEndsAtItsInstantAndTheLevelBelowMayStay() {
        var all =
                List.of(
                        definition(
                                new Proof.LabPassed("1"),
                                Optional.of(new Proof.LabPassed("2")),
                                1));
        var first = Piece.only(Piece.lab("p", "1"), true, START);
        var second = Piece.only(Piece.lab("p", "2"), true, START.plus(Duration.ofDays(10)));
        var claims = Appraisal.claims(all, facts(List.of(first, second)), List.of());
        var end = Instant.parse("2026-02-28T08:00:00Z");
        assertThat(Appraisal.held(claims, end.minusMillis(1)).orElseThrow().level()).isEqualTo(2);
        assertThat(Appraisal.held(claims, end).orElseThrow().level()).isEqualTo(1);
        assertThat(Appraisal.held(claims, Instant.parse("2026-03-10T08:00:00Z"))).isEmpty();
    }

    @Test
    @Requirement("T16")
    void theQuizSaysWhichAttemptCounts() {
        var key = Piece.quiz("p", "q");
        var pieces =
                List.of(
                        new Piece(key, "a", 1, false, START),
                        new Piece(key, "b", 2, true, START.plusSeconds(1)),
                        new Piece(key, "c", 3, false, START.plusSeconds(2)));
        assertThat(Facts.of(pieces, _ -> Counts.BEST).find(key)).isPresent();
        assertThat(Facts.of(pieces, _ -> Counts.FIRST).find(key)).isEmpty();
        assertThat(Facts.of(pieces, _ -> Counts.LAST).find(key)).isEmpty();
    }
}
