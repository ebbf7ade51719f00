package dev.countersign.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// As much is placed as can be: what is over is over in every plan.
class FitLawTest {
    private static final int CASES = 5_000;

    @Test
    @Requirement("C16")
    void nothingMoreWouldFit() {
        var random = new Random(20261121);
        var over = 0;
        for (var n = 0; n < CASES; n++) {
            var need = random.ints(1 + random.nextInt(6), 0, 13).map(i -> i * 30).toArray();
            var room = random.ints(1 + random.nextInt(8), 0, 9).map(i -> i * 30).toArray();
            var where = new ArrayList<Set<Integer>>();
            for (var m = 0; m < need.length; m++) {
                var in = new TreeSet<Integer>();
                IntStream.range(0, room.length).filter(_ -> random.nextInt(3) > 0).forEach(in::add);
                where.add(in);
            }

            var placed = Fit.place(need, room, where);

            var sum = 0;
            for (var m = 0; m < need.length; m++) {
                assertThat(IntStream.of(placed[m]).sum()).isBetween(0, need[m]);
                for (var s = 0; s < room.length; s++) {
                    assertThat(placed[m][s]).isGreaterThanOrEqualTo(0);
                    assertThat(placed[m][s] == 0 || where.get(m).contains(s)).isTrue();
                    sum += placed[m][s];
                }
            }
            for (var s = 0; s < room.length; s++) {
                var slot = s;
                assertThat(Arrays.stream(placed).mapToInt(p -> p[slot]).sum())
                        .isLessThanOrEqualTo(room[s]);
            }
            assertThat(sum).isEqualTo(most(need, room, where));
            over += sum < IntStream.of(need).sum() ? 1 : 0;
        }
        assertThat(over).isBetween(CASES / 10, CASES * 9 / 10);
    }

    /// The smallest cut: some modules go without, the others have only the room they may use.
    private static int most(int[] need, int[] room, List<Set<Integer>> where) {
        var least = Integer.MAX_VALUE;
        for (var set = 0; set < 1 << need.length; set++) {
            var cut = 0;
            var used = new TreeSet<Integer>();
            for (var m = 0; m < need.length; m++) {
                if ((set >> m & 1) == 0) {
                    cut += need[m];
                } else {
                    used.addAll(where.get(m));
                }
            }
            cut += used.stream().mapToInt(s -> room[s]).sum();
            least = Math.min(least, cut);
        }
        return least;
    }
}
