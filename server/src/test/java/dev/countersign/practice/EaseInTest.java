package dev.countersign.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.testing.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EaseInTest {
    private static final List<MockException> ALL = Mocks.shipped().all();

    private static MockException next(List<MockException> given, int level, String learner) {
        return EaseIn.next(ALL, given, level, Taxonomy.FIRST, learner).orElseThrow();
    }

    @Test
    void beginsEasyGrowsAfterThreeRightAndEasesAfterTwoWrong() {
        assertThat(EaseIn.level(List.of())).isEqualTo(1);
        assertThat(EaseIn.level(List.of(true, true))).isEqualTo(1);
        assertThat(EaseIn.level(List.of(true, true, true))).isEqualTo(2);
        assertThat(EaseIn.level(List.of(true, true, false, true))).isEqualTo(1);
        assertThat(EaseIn.level(Collections.nCopies(6, true))).isEqualTo(3);
        assertThat(EaseIn.level(List.of(true, true, true, false, false))).isEqualTo(1);
        assertThat(EaseIn.level(List.of(true, true, true, false, true, false))).isEqualTo(2);
    }

    @Property
    @Requirement("P39")
    void theLevelIsAlwaysOneOfThreeAndOneResultMovesItByOneAtMost(@ForAll List<Boolean> results) {
        var before = 1;
        for (var i = 0; i <= results.size(); i++) {
            var level = EaseIn.level(results.subList(0, i));
            assertThat(level).isBetween(1, 3);
            assertThat(Math.abs(level - before)).isLessThanOrEqualTo(1);
            before = level;
        }
    }

    @Test
    void givesWhatTheLevelAsksForAndNothingTwiceBeforeAllWereGiven() {
        var given = new ArrayList<MockException>();
        for (var i = 0; i < ALL.size(); i++) {
            var mock = next(given, 1, "ada");
            assertThat(given).doesNotContain(mock);
            given.add(mock);
        }

        var easy = (int) ALL.stream().filter(m -> m.difficulty() == 1).count();
        assertThat(given.subList(0, easy)).allMatch(m -> m.difficulty() == 1);
        assertThat(given.getLast().difficulty()).isEqualTo(3);
        assertThat(next(given, 3, "ada")).isEqualTo(given.getFirst());
    }

    @Test
    void twentyCasesKeepToTheShares() {
        var given = new ArrayList<MockException>();
        for (var i = 0; i < 20; i++) {
            given.add(next(given, 1 + i / 7, "ben"));
        }
        var counts = new HashMap<String, Integer>();
        given.forEach(m -> counts.merge(m.category(), 1, Integer::sum));

        assertThat(counts.get("policy_violation")).isBetween(5, 7);
        assertThat(counts.get("config_conflict")).isBetween(4, 6);
        assertThat(counts.get("customer_exemption")).isBetween(3, 5);
    }

    @Test
    void twoLearnersDoNotGetTheSameCasesInTheSameOrder() {
        var orders = new java.util.HashSet<List<String>>();
        for (var learner : List.of("ada", "ben", "cleo", "dan")) {
            var given = new ArrayList<MockException>();
            for (var i = 0; i < 8; i++) {
                given.add(next(given, 1, learner));
            }
            orders.add(given.stream().map(MockException::id).toList());
        }

        assertThat(orders).hasSize(4);
    }
}
