package dev.countersign.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Outcome;
import dev.countersign.testing.Requirement;
import dev.countersign.training.LabRules.Facts;
import dev.countersign.training.LabRules.When;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LabRulesTest {
    private static final Pack PACK =
            new Pack(
                    "p",
                    "1",
                    "P",
                    "",
                    List.of(),
                    0,
                    Map.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    dev.countersign.course.Curriculum.NONE);

    /// Everything that a lab can ask for at once: two steps, 4 of 5, two texts of 3 to 6 words, a
    /// group of 2, 2 observed, 3 mocks, a signature.
    private static Lab everything(boolean mentor) {
        return new Lab(
                "l",
                "L",
                "M1",
                1,
                Lab.Kind.DESK,
                List.of(),
                "l.md",
                new Lab.Pass(
                        Optional.of(new Lab.Score(4, 5)),
                        mentor,
                        Optional.of(new Lab.Words(3, 6, 2)),
                        OptionalInt.of(2),
                        OptionalInt.of(2),
                        true),
                Optional.of("bank"),
                Optional.empty(),
                List.of(new Outcome("a", "A"), new Outcome("b", "B")),
                Map.of("mocks", List.of("3")),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static Map<String, String> texts(int steps, int first, int second, int lines) {
        var out = new HashMap<String, String>();
        for (var i = 0; i < steps; i++) {
            out.put(LabParts.step(List.of("a", "b").get(i)), LabParts.DONE);
        }
        out.put(LabParts.entry(1), "word ".repeat(first));
        out.put(LabParts.entry(2), "word - ".repeat(second));
        for (var i = 1; i <= lines; i++) {
            out.put(LabParts.settled(i), "the machine");
        }
        return out;
    }

    /// Passed exactly where each part is enough by itself: nothing makes up for anything else.
    @Property(tries = 5_000)
    @Requirement("P32")
    void isPassedWhereEveryRuleHoldsAndNotOtherwise(
            @ForAll @IntRange(max = 2) int steps,
            @ForAll @IntRange(min = -1, max = 5) int best,
            @ForAll @IntRange(max = 8) int first,
            @ForAll @IntRange(min = 2, max = 7) int second,
            @ForAll @IntRange(min = 1, max = 3) int members,
            @ForAll @IntRange(max = 3) int confirmed,
            @ForAll @IntRange(min = 1, max = 3) int observed,
            @ForAll @IntRange(min = 2, max = 4) int mocks,
            @ForAll @IntRange(min = 1, max = 3) int lines,
            @ForAll boolean signed) {
        var rules =
                LabRules.of(
                        everything(true),
                        PACK,
                        new Facts(
                                texts(steps, first, second, lines),
                                best,
                                0,
                                members,
                                confirmed,
                                observed,
                                seen(mocks),
                                signed));
        var done =
                steps == 2
                        && best >= 4
                        && first >= 3
                        && first <= 6
                        && second >= 3
                        && second <= 6
                        && members >= 2
                        && lines >= 2
                        && observed >= 2
                        && mocks >= 3;
        assertThat(LabRules.met(rules, When.WORK)).isEqualTo(done);
        assertThat(LabRules.missing(rules, When.WORK).isEmpty()).isEqualTo(done);
        assertThat(LabRules.allMet(rules)).isEqualTo(done && confirmed >= 2 && signed);
    }

    private static Practised.Seen seen(int mocks) {
        return new Practised.Seen(mocks, 0, OptionalInt.empty());
    }

    /// What passes goes on passing with more of everything that has no upper end.
    @Property(tries = 1_000)
    void moreNeverFailsWhatWasEnough(
            @ForAll @IntRange(max = 5) int best,
            @ForAll @IntRange(max = 3) int observed,
            @ForAll @IntRange(max = 5) int mocks) {
        var texts = texts(2, 4, 4, 2);
        var lab = everything(false);
        var less =
                LabRules.of(
                        lab, PACK, new Facts(texts, best, 0, 2, 2, observed, seen(mocks), false));
        var more =
                LabRules.of(
                        lab,
                        PACK,
                        new Facts(texts, best + 1, 1, 3, 3, observed + 1, seen(mocks + 1), true));
        if (LabRules.allMet(less)) {
            assertThat(LabRules.allMet(more)).isTrue();
        }
    }

    @Test
    void aScoreOfNothingThatWeCanCountIsTheMentors() {
        var lab =
                new Lab(
                        "l",
                        "L",
                        "M1",
                        1,
                        Lab.Kind.UPLOAD,
                        List.of(),
                        "l.md",
                        new Lab.Pass(
                                Optional.of(new Lab.Score(1, 1)),
                                false,
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                false),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        false,
                        Optional.empty(),
                        Optional.empty());
        var rules = LabRules.of(lab, PACK, new Facts(Map.of(), 1, 1, 0, 0, 0, seen(0), false));
        assertThat(LabRules.met(rules, When.WORK)).isTrue();
        assertThat(LabRules.allMet(rules)).isFalse();
    }

    @Test
    void aWordHasALetterOrADigit() {
        assertThat(LabParts.words("")).isZero();
        assertThat(LabParts.words("  -  — ")).isZero();
        assertThat(LabParts.words("Two\u00a0words? - no:\tfive\n24×7")).isEqualTo(4);
    }
}
