package dev.countersign.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.desk.ShareOut.Given;
import dev.countersign.desk.ShareOut.Work;
import dev.countersign.desk.ShareOut.Worker;
import dev.countersign.testing.Requirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareOutTest {
    private static final Instant DUE = Instant.parse("2026-11-23T09:00:00Z");

    private static Work work(String id, Difficulty difficulty, String... about) {
        return new Work(id, id, difficulty, Set.of(about), DUE, Set.of("new", "old", "sql"));
    }

    private static final Worker NEW = new Worker("new", Set.of(), 0, 2);
    private static final Worker OLD = new Worker("old", Set.of(), 0, 90);
    private static final Worker SQL = new Worker("sql", Set.of("database"), 7, 40);

    private static String to(ShareOut.Plan plan, String id) {
        return plan.given().stream()
                .filter(g -> g.work().caseId().equals(id))
                .map(Given::person)
                .findFirst()
                .orElse("nobody");
    }

    @Test
    @Requirement("P39")
    void easyOnesGoToTheBeginnerAndHardOnesDoNot() {
        var plan =
                ShareOut.of(
                        List.of(work("a", Difficulty.EASY), work("b", Difficulty.HARD)),
                        List.of(OLD, NEW));

        assertThat(to(plan, "a")).isEqualTo("new");
        assertThat(to(plan, "b")).isEqualTo("old");
    }

    @Test
    void whoKnowsTheMatterComesBeforeWhoHasTime() {
        var plan =
                ShareOut.of(
                        List.of(work("a", Difficulty.MEDIUM, "database")), List.of(OLD, NEW, SQL));

        assertThat(plan.given())
                .singleElement()
                .satisfies(g -> {
                    assertThat(g.person()).isEqualTo("sql");
                    assertThat(g.because()).isEqualTo("knows database; the case is medium");
                });
    }

    @Test
    void whatNobodyThereCanDoIsLeftWithTheReason() {
        var plan = ShareOut.of(List.of(work("a", Difficulty.HARD)), List.of(NEW));

        assertThat(plan.given()).isEmpty();
        assertThat(plan.left())
                .singleElement()
                .satisfies(l -> assertThat(l.because()).contains("it is hard", "too few"));
    }

    /// Whatever comes: everybody gets only what they may have and can do, nothing is given twice,
    /// nothing is lost, and of equals nobody gets more than one case more than another.
    @Test
    void sharesFairly() {
        var random = new Random(20261121);
        for (var round = 0; round < 2_000; round++) {
            var workers =
                    IntStream.range(0, 1 + random.nextInt(6))
                            .mapToObj(i -> new Worker("p" + i, Set.of(), 0, random.nextInt(60)))
                            .toList();
            var works = new ArrayList<Work>();
            for (var i = 0; i < random.nextInt(40); i++) {
                var may =
                        workers.stream()
                                .filter(_ -> random.nextInt(4) > 0)
                                .map(Worker::person)
                                .collect(Collectors.toSet());
                var difficulty =
                        List.of(Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)
                                .get(random.nextInt(3));
                works.add(
                        new Work(
                                "c" + i,
                                "",
                                difficulty,
                                Set.of(),
                                DUE.plusSeconds(random.nextInt(99)),
                                may));
            }
            var plan = ShareOut.of(works, workers);

            assertThat(plan.given().size() + plan.left().size()).isEqualTo(works.size());
            assertThat(plan.given().stream().map(g -> g.work().caseId())).doesNotHaveDuplicates();
            for (var given : plan.given()) {
                var worker =
                        workers.stream()
                                .filter(w -> w.person().equals(given.person()))
                                .findFirst()
                                .orElseThrow();
                assertThat(given.work().may()).contains(given.person());
                assertThat(Difficulty.reach(worker.decided()))
                        .isGreaterThanOrEqualTo(given.work().difficulty());
            }
            for (var left : plan.left()) {
                assertThat(workers)
                        .noneMatch(w ->
                                left.work().may().contains(w.person())
                                        && Difficulty.reach(w.decided())
                                                        .compareTo(left.work().difficulty())
                                                >= 0);
            }
        }
    }

    @Test
    void equalsAreGivenEqually() {
        var works = IntStream.range(0, 31).mapToObj(i -> work("c" + i, Difficulty.EASY)).toList();
        var plan = ShareOut.of(works, List.of(NEW, OLD, new Worker("sql", Set.of(), 0, 5)));
        var counts =
                plan.given().stream()
                        .collect(Collectors.groupingBy(Given::person, Collectors.counting()));
        assertThat(counts.values()).allMatch(n -> n == 10 || n == 11);
    }
}
