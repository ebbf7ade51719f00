package dev.countersign.policy;

import dev.countersign.policy.analysis.Difference;
import dev.countersign.policy.analysis.Found;
import dev.countersign.policy.analysis.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;

/// Asks the solver about a set of policies as a whole, and about what a change would change. Each
/// question runs in a process of its own, one at a time, and is stopped at its deadline. Threads
/// may share it.
public final class Analyst {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int REMEMBERED = 8;

    private final Worker worker = new Worker(DEADLINE);
    private final Semaphore one = new Semaphore(1);
    private final Map<String, List<Told>> remembered =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, List<Told>> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    /// @param place of the rule, as `file:line`; empty where it is about the whole
    /// @param defect whether something is to be mended; otherwise it is to be known
    /// @param example a case that shows it, replayed in the evaluator; empty where there is none
    public record Told(String place, boolean defect, String kind, String sentence, String example) {
        static Told of(PolicySet set, Found found) {
            return new Told(
                    set.place(found.rule()),
                    found.kind().isDefect(),
                    found.kind().name().toLowerCase(java.util.Locale.ROOT),
                    found.sentence(),
                    found.example().map(f -> String.valueOf(f.told())).orElse(""));
        }
    }

    /// Contradictions, rules that never speak, gaps, what ends soon, invariants. Of the same files
    /// it is asked once an hour: what ends soon depends on the time.
    public List<Told> whole(SortedMap<String, String> files, Instant at) {
        var set = PolicySet.read(files);
        var key = set.policies().digest() + files.keySet() + at.truncatedTo(ChronoUnit.HOURS);
        var known = Optional.ofNullable(remembered.get(key));
        if (known.isPresent()) {
            return known.get();
        }
        var told =
                alone(() -> worker.analyse(files, at)).stream().map(f -> Told.of(set, f)).toList();
        remembered.put(key, told);
        return told;
    }

    /// Cases that the changed files decide otherwise, or the proof that there are none.
    public List<Told> difference(
            SortedMap<String, String> old, SortedMap<String, String> changed, Instant at) {
        var set = PolicySet.read(changed);
        return alone(() -> worker.compare(old, changed, at)).stream()
                .map(f -> Told.of(set, f))
                .toList();
    }

    /// What a change changes, in words, for whoever signs it.
    public List<String> inWords(
            SortedMap<String, String> old, SortedMap<String, String> changed, Instant at) {
        var out =
                new ArrayList<>(
                        Difference.versions(
                                PolicySet.read(old).policies(),
                                PolicySet.read(changed).policies()));
        difference(old, changed, at)
                .forEach(t ->
                        out.add(
                                t.sentence()
                                        + (t.example().isEmpty()
                                                ? ""
                                                : "; for example " + t.example())));
        return out;
    }

    private interface Question {
        List<Found> ask();
    }

    private List<Found> alone(Question question) {
        one.acquireUninterruptibly();
        try {
            return question.ask();
        } finally {
            one.release();
        }
    }
}
