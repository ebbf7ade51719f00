package dev.countersign.material;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.material.Lifecycle.State;
import dev.countersign.material.Lifecycle.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Map<String, List<String>> ROLES =
            Map.of(
                    "sam", List.of("security"),
                    "max", List.of("ops_manager"),
                    "finn", List.of("ops_manager", "mentor"),
                    "mona", List.of("mentor"),
                    "otto", List.of("mentor"),
                    "fay", List.of("frontline_ops"));

    @Test
    void isDeliveredOnlyByFourPeopleInOrder() {
        var ways = new ArrayList<List<Word>>();
        walk(List.of(), ways);

        assertThat(ways).hasSizeGreaterThan(10);
        for (var way : ways) {
            assertThat(way.stream().map(Word::step))
                    .containsExactly(
                            Step.EXPERT,
                            Step.OPS_LEAD,
                            Step.FIELD_TEST,
                            Step.FIELD_TEST,
                            Step.DELIVERED);
            assertThat(way.subList(0, 4).stream().map(Word::person)).doesNotHaveDuplicates();
            assertThat(way.stream().map(Word::person)).doesNotContain("fay");
        }
    }

    /// Everything that people could say, in every order.
    private static void walk(List<Word> words, List<List<Word>> ways) {
        var cycle = new Lifecycle(words);
        if (cycle.state() == State.DELIVERED) {
            ways.add(words);
        }
        for (var step : Step.values()) {
            ROLES.forEach((person, roles) -> {
                if (cycle.whyNot(step, person, roles).isEmpty()) {
                    var more = new ArrayList<>(words);
                    more.add(new Word(step, person, "looked at it", Instant.EPOCH));
                    walk(more, ways);
                }
            });
        }
    }

    @Test
    void saysWhatComesNext() {
        assertThat(new Lifecycle(List.of()).whyNot(Step.DELIVERED, "max", List.of("ops_manager")))
                .contains("what comes next is: Reviewed by an expert");
        assertThat(new Lifecycle(List.of()).whyNot(Step.EXPERT, "fay", List.of("frontline_ops")))
                .hasValueSatisfying(why -> assertThat(why).contains("it is for process_quality"));
    }
}
