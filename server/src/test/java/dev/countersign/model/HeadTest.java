package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTest {
    /// Three clouds of forty points each.
    private static List<Example> clouds(IntFunction<String> name) {
        var random = new SplittableRandom(3);
        var examples = new ArrayList<Example>();
        for (var i = 0; i < 120; i++) {
            examples.add(new Example(point(random, i % 3), name.apply(i % 3)));
        }
        return examples;
    }

    private static float[] point(SplittableRandom random, int axis) {
        var vector = new float[16];
        for (var i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian(i == axis ? 1 : 0, 0.15);
        }
        Vectors.normalise(vector);
        return vector;
    }

    @Test
    void putsATextWhereItsLikeAre() {
        var head = Head.train(clouds(k -> "c" + k), List.of());

        var judgement = head.judge(point(new SplittableRandom(9), 1));

        assertThat(judgement.category()).isEqualTo("c1");
        assertThat(judgement.confidence().orElseThrow()).isGreaterThan(0.8);
    }

    @Test
    void learnsTheSameHeadFromTheSameExamples() {
        var one = Head.train(clouds(k -> "c" + k), List.of());
        var two = Head.train(clouds(k -> "c" + k), List.of());
        var other = Head.train(clouds(k -> "c" + k).subList(1, 120), List.of());

        assertThat(two.version()).isEqualTo(one.version());
        assertThat(other.version()).isNotEqualTo(one.version());
    }

    @Test
    void givesProbabilitiesThatSumToOne() {
        var head = Head.train(clouds(k -> "c" + k), List.of());
        var random = new SplittableRandom(4);

        for (var i = 0; i < 50; i++) {
            var candidates = head.judge(point(random, i % 5)).candidates();
            var sum = candidates.stream().mapToDouble(Judgement.Candidate::probability).sum();
            assertThat(sum).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void doesNotCareWhatTheCategoriesAreCalled() {
        var names = List.of("zebra", "ant", "mole");
        var plain = Head.train(clouds(k -> "c" + k), List.of());
        var renamed = Head.train(clouds(names::get), List.of());
        var random = new SplittableRandom(5);

        for (var i = 0; i < 30; i++) {
            var vector = point(random, i % 3);
            var first = plain.judge(vector);
            var second = renamed.judge(vector);
            assertThat(second.category())
                    .isEqualTo(names.get(Integer.parseInt(first.category().substring(1))));
            assertThat(second.candidates().getFirst().probability())
                    .isCloseTo(first.candidates().getFirst().probability(), within(0.05));
        }
    }

    @Test
    void hasNoConfidenceForWhatItHasNeverSeen() {
        var head = Head.train(clouds(k -> "c" + k), List.of());

        var judgement = head.judge(point(new SplittableRandom(6), 12));

        assertThat(judgement.inScope()).isFalse();
        assertThat(judgement.category()).isNotBlank();
    }

    @Test
    void readsBackWhatItSaved(@TempDir Path folder) throws IOException {
        var head = Head.train(clouds(k -> "c" + k), List.of());
        var file = folder.resolve("head");

        head.save(file);
        var again = Head.load(file);

        var vector = point(new SplittableRandom(7), 2);
        assertThat(again.version()).isEqualTo(head.version());
        assertThat(again.judge(vector)).isEqualTo(head.judge(vector));
    }

    @Test
    void refusesAFileThatIsNoHead(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("head"), "something else");

        assertThatThrownBy(() -> Head.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a head");
    }

    @Test
    void asksForTwoCategories() {
        assertThatThrownBy(() -> Head.train(clouds(k -> "same"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two categories");
    }
}
