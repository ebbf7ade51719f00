package dev.countersign.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.course.Item.Interaction;
import dev.countersign.testing.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkingTest {
    private static final List<Item.Difficulty> DIFFICULTIES =
            List.of(Item.Difficulty.EASY, Item.Difficulty.MEDIUM, Item.Difficulty.HARD);

    private static Item item(Interaction interaction) {
        return item("i", Item.Difficulty.EASY, interaction);
    }

    private static Item item(String id, Item.Difficulty difficulty, Interaction interaction) {
        return new Item(
                id, difficulty, List.of(), 1, List.of(), "?", interaction, "", Optional.empty());
    }

    private static List<Item.Option> options() {
        return List.of(
                new Item.Option("a", "A", true, ""),
                new Item.Option("b", "B", true, ""),
                new Item.Option("c", "C", false, ""));
    }

    private static double earned(Interaction interaction, Answer answer) {
        return Marking.of(item(interaction), answer).orElse(-1);
    }

    @Test
    @Requirement("T16")
    void eachOfTheEightKindsIsMarked() {
        var several = new Interaction.Multiple(options());
        assertThat(earned(several, new Answer.Chosen(List.of("b", "a")))).isEqualTo(1);
        assertThat(earned(several, new Answer.Chosen(List.of("a")))).isZero();
        assertThat(earned(several, new Answer.Chosen(List.of("a", "b", "c")))).isZero();
        var one = new Interaction.Single(options().subList(1, 3));
        assertThat(earned(one, new Answer.Chosen(List.of("b")))).isEqualTo(1);
        assertThat(earned(one, new Answer.Chosen(List.of("b", "c")))).isZero();
        assertThat(earned(new Interaction.TrueFalse(false), new Answer.YesNo(false))).isEqualTo(1);
        var match =
                new Interaction.Matching(
                        List.of(new Item.Pair("x", "1"), new Item.Pair("y", "2")), List.of("3"));
        assertThat(earned(match, new Answer.Matched(Map.of("x", "1", "y", "3")))).isEqualTo(0.5);
        var order = new Interaction.Sequencing(List.of("1", "2", "3"));
        assertThat(earned(order, new Answer.Ordered(List.of("1", "2", "3")))).isEqualTo(1);
        assertThat(earned(order, new Answer.Ordered(List.of("2", "1", "3")))).isZero();
        var number = new Interaction.Numeric(1_234.5, 0.5, "min");
        assertThat(earned(number, new Answer.Typed("1,235"))).isEqualTo(1);
        assertThat(earned(number, new Answer.Typed("1235.1"))).isZero();
        assertThat(earned(number, new Answer.Typed("NaN"))).isZero();
        var word = new Interaction.ShortText(Set.of("roll back", "Rollback"));
        assertThat(earned(word, new Answer.Typed("  ROLL   back "))).isEqualTo(1);
        var essay = new Interaction.Essay(Optional.empty());
        assertThat(Marking.of(item(essay), new Answer.Typed("Because."))).isEmpty();
        assertThat(earned(essay, new Answer.Typed(" "))).isZero();
    }

    @Test
    void anAnswerOfAnotherKindEarnsNothing() {
        for (var answer :
                List.of(
                        new Answer.None(),
                        new Answer.Typed("a"),
                        new Answer.YesNo(true),
                        new Answer.Ordered(List.of()))) {
            assertThat(earned(new Interaction.Single(options().subList(1, 3)), answer)).isZero();
            assertThat(
                            earned(
                                    new Interaction.Matching(
                                            List.of(new Item.Pair("x", "1")), List.of()),
                                    answer))
                    .isZero();
        }
    }

    private static Quiz quiz(int items, Map<Item.Difficulty, Integer> mix) {
        return new Quiz(
                "q",
                "Q",
                List.of("b"),
                items,
                mix,
                OptionalInt.empty(),
                3,
                Quiz.Counts.BEST,
                0.85,
                false,
                true,
                Quiz.Feedback.AFTER_ATTEMPT,
                List.of());
    }

    /// 0.85 asked for: 0.84 does not pass, 0.86 does, and no sum of tenths is lost to a double.
    @Test
    @Requirement("E35")
    void nothingIsRoundedUp() {
        var quiz = quiz(20, Map.of());
        assertThat(Marking.passes(quiz, 0.84)).isFalse();
        assertThat(Marking.passes(quiz, 0.8499)).isFalse();
        assertThat(Marking.passes(quiz, 0.86)).isTrue();
        var marked =
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                new Marking.Marked(
                                        item(new Interaction.TrueFalse(true)),
                                        OptionalDouble.of(i < 17 ? 1 : 0)))
                        .toList();
        assertThat(Marking.passes(quiz, Marking.result(marked).score())).isTrue();
    }

    @Test
    @Requirement("T16")
    void aDrawHasTheMixAndIsTheSameAfterARestart() {
        var items =
                IntStream.range(0, 90)
                        .mapToObj(i ->
                                item(
                                        "i" + i,
                                        DIFFICULTIES.get(i % 3),
                                        new Interaction.TrueFalse(true)))
                        .toList();
        var banks = Map.of("b", new Pack.Bank("b", "B", items));
        var quiz =
                quiz(
                        22,
                        Map.of(
                                Item.Difficulty.EASY, 30,
                                Item.Difficulty.MEDIUM, 50,
                                Item.Difficulty.HARD, 20));
        var drawn = QuizDraw.items(quiz, banks, 7);
        assertThat(drawn).hasSize(22).doesNotHaveDuplicates();
        assertThat(drawn.stream().filter(i -> i.difficulty() == Item.Difficulty.MEDIUM))
                .hasSize(11);
        assertThat(drawn.stream().filter(i -> i.difficulty() == Item.Difficulty.EASY)).hasSize(7);
        assertThat(drawn.stream().filter(i -> i.difficulty() == Item.Difficulty.HARD)).hasSize(4);
        assertThat(QuizDraw.items(quiz, banks, 7)).isEqualTo(drawn);
        assertThat(QuizDraw.items(quiz, banks, 8)).isNotEqualTo(drawn);
    }

    @Test
    @Requirement("T40")
    void aRubricFailsOnALoadBearingRowHoweverGoodTheRest() {
        var levels = List.of("none", "some", "all");
        var rows =
                IntStream.range(0, 13)
                        .mapToObj(i -> new Rubric.Row("r" + i, "R", i == 0, levels))
                        .toList();
        var rubric = new Rubric("r", "R", rows, OptionalDouble.of(18), OptionalDouble.empty(), 0);
        assertThat(rubric.passes(java.util.Collections.nCopies(13, 2))).isTrue();
        var mixed = new java.util.ArrayList<>(java.util.Collections.nCopies(13, 2));
        mixed.set(0, 0);
        assertThat(rubric.passes(mixed)).isFalse();
        mixed.set(0, 1);
        assertThat(rubric.passes(mixed)).isTrue();
        assertThatThrownBy(() -> rubric.passes(List.of(1))).hasMessageContaining("13 rows");
        var six =
                new Rubric(
                        "s",
                        "S",
                        IntStream.range(0, 6)
                                .mapToObj(i ->
                                        new Rubric.Row(
                                                "s" + i,
                                                "S",
                                                false,
                                                List.of("1", "2", "3", "4", "5")))
                                .toList(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(4),
                        3);
        assertThat(six.passes(List.of(4, 4, 4, 4, 4, 1))).isFalse();
        assertThat(six.passes(List.of(3, 3, 3, 3, 3, 3))).isTrue();
        assertThat(six.passes(List.of(3, 3, 3, 3, 3, 2))).isFalse();
    }
}
