package dev.countersign.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Who gets which case: whoever knows the matter, then whoever has the least, and nobody anything
/// beyond their reach. Pure; the same input gives the same answer.
public final class ShareOut {
    private ShareOut() {}

    /// A case to give away.
    ///
    /// @param about its service, tags, category and team: what skills are held against
    /// @param may who may decide it
    public record Work(
            String caseId,
            String title,
            Difficulty difficulty,
            Set<String> about,
            Instant due,
            Set<String> may) {
        public Work {
            about = Set.copyOf(about);
            may = Set.copyOf(may);
        }
    }

    /// @param load how many open cases they have already
    /// @param decided how many they have decided before
    public record Worker(String person, Set<String> skills, int load, int decided) {
        public Worker {
            skills = Set.copyOf(skills);
        }
    }

    /// @param because in words, for whoever shares out and whoever gets it
    public record Given(Work work, String person, String because) {}

    /// @param left what nobody there is to have, with the reason
    public record Plan(List<Given> given, List<Left> left) {
        public Plan {
            given = List.copyOf(given);
            left = List.copyOf(left);
        }
    }

    public record Left(Work work, String because) {}

    public static Plan of(List<Work> cases, List<Worker> workers) {
        var load = new HashMap<String, Integer>();
        workers.forEach(w -> load.put(w.person(), w.load()));
        var given = new ArrayList<Given>();
        var left = new ArrayList<Left>();
        var order = Comparator.comparing(Work::due).thenComparing(Work::caseId);
        for (var work : cases.stream().sorted(order).toList()) {
            var may = workers.stream().filter(w -> work.may().contains(w.person())).toList();
            var able =
                    may.stream()
                            .filter(w ->
                                    Difficulty.reach(w.decided()).compareTo(work.difficulty()) >= 0)
                            .toList();
            if (able.isEmpty()) {
                left.add(
                        new Left(
                                work,
                                may.isEmpty()
                                        ? "nobody who may decide it is there"
                                        : "it is "
                                                + word(work.difficulty())
                                                + ", and whoever is there has decided too few"
                                                + " for that"));
                continue;
            }
            var best = able.stream().min(rank(work, load)).orElseThrow();
            load.merge(best.person(), 1, Integer::sum);
            given.add(new Given(work, best.person(), because(work, best)));
        }
        return new Plan(given, left);
    }

    /// Skill first, then the least work; easy ones rather to beginners, others to the experienced.
    private static Comparator<Worker> rank(Work work, Map<String, Integer> load) {
        Comparator<Worker> byExperience = Comparator.comparingInt(Worker::decided);
        return Comparator.<Worker>comparingInt(w -> -known(work, w).size())
                .thenComparingInt(w -> load.getOrDefault(w.person(), 0))
                .thenComparing(
                        work.difficulty() == Difficulty.EASY
                                ? byExperience
                                : byExperience.reversed())
                .thenComparing(Worker::person);
    }

    private static Set<String> known(Work work, Worker worker) {
        return worker.skills().stream()
                .filter(work.about()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String because(Work work, Worker worker) {
        var known = known(work, worker).stream().sorted().toList();
        return (known.isEmpty() ? "has the least open work" : "knows " + String.join(", ", known))
                + "; the case is "
                + word(work.difficulty());
    }

    private static String word(Difficulty difficulty) {
        return difficulty.name().toLowerCase(java.util.Locale.ROOT);
    }
}
