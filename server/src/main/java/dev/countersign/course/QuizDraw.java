package dev.countersign.course;

import dev.countersign.course.Item.Difficulty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Draws the questions of one attempt. Pure: the seed of the attempt says what it asks, so that it
/// asks the same after a restart.
public final class QuizDraw {
    private QuizDraw() {}

    /// How many of each difficulty, by largest remainder; empty where the mix does not matter.
    static Map<Difficulty, Integer> counts(Quiz quiz) {
        var out = new EnumMap<Difficulty, Integer>(Difficulty.class);
        var left = quiz.items();
        for (var d : quiz.mix().keySet()) {
            var whole = quiz.items() * quiz.mix().getOrDefault(d, 0) / 100;
            out.put(d, whole);
            left -= whole;
        }
        var byRemainder =
                quiz.mix().keySet().stream()
                        .sorted(
                                Comparator.comparingInt((Difficulty d) ->
                                                quiz.items() * quiz.mix().getOrDefault(d, 0) % 100)
                                        .reversed()
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        for (var i = 0; i < left && i < byRemainder.size(); i++) {
            out.merge(byRemainder.get(i), 1, Integer::sum);
        }
        return out;
    }

    /// @return in the order in which they are asked
    public static List<Item> items(Quiz quiz, Map<String, Pack.Bank> banks, long seed) {
        var random = random(seed);
        var pool = new ArrayList<Item>();
        quiz.banks().forEach(b -> pool.addAll(banks.getOrDefault(b, NONE).items()));
        shuffle(pool, random);
        var out = new ArrayList<Item>();
        var counts = counts(quiz);
        if (counts.isEmpty()) {
            out.addAll(pool.subList(0, Math.min(quiz.items(), pool.size())));
        } else {
            counts.forEach((difficulty, count) ->
                    pool.stream()
                            .filter(i -> i.difficulty() == difficulty)
                            .limit(count)
                            .forEach(out::add));
        }
        if (quiz.shuffle()) {
            shuffle(out, random);
        } else {
            out.sort(Comparator.comparing(Item::difficulty).thenComparing(Item::id));
        }
        return List.copyOf(out);
    }

    private static final Pack.Bank NONE = new Pack.Bank("", "", List.of());

    /// The parts of one question in the order in which one attempt shows them.
    public static <T> List<T> shown(List<T> parts, boolean shuffle, long seed, String item) {
        var out = new ArrayList<>(parts);
        if (shuffle) {
            shuffle(out, random(seed * 31 + item.hashCode()));
        }
        return List.copyOf(out);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static <T> void shuffle(List<T> list, RandomGenerator random) {
        for (var i = list.size() - 1; i > 0; i--) {
            var j = random.nextInt(i + 1);
            var one = list.get(i);
            list.set(i, list.get(j));
            list.set(j, one);
        }
    }
}
