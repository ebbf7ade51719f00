package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Part;
import dev.countersign.course.Pack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What a cohort lacks as it is planned now, after every change: hours, time before something is
/// due, mentors. Pure.
final class Shortfalls {
    private static final int LEARNERS_PER_MENTOR = 4;

    private Shortfalls() {}

    static List<String> of(
            Cohort cohort, Pack pack, Cohort.Roster roster, List<Session> all, List<Due> dues) {
        var out = new ArrayList<String>();
        var taught = new LinkedHashMap<String, Integer>();
        var last = new LinkedHashMap<String, Instant>();
        for (var s : all) {
            if (!s.cancelled()) {
                s.parts()
                        .forEach((m, minutes) -> {
                            taught.merge(m, minutes, Integer::sum);
                            last.merge(m, s.ends(), (a, b) -> a.isAfter(b) ? a : b);
                        });
                var inside = s.parts().values().stream().mapToInt(Integer::intValue).sum();
                if (inside > s.minutes()) {
                    out.add(
                            "session `%s` of %s is %s too short for what it holds"
                                    .formatted(
                                            s.title(),
                                            s.starts().atZone(cohort.zone()).toLocalDate(),
                                            Plan.hours(inside - s.minutes())));
                }
            }
        }
        for (var m : pack.modules()) {
            var missing = m.minutes() - taught.getOrDefault(m.id(), 0);
            if (missing > 0) {
                out.add(
                        "module `%s` (%s) has %s fewer in sessions than its %s"
                                .formatted(
                                        m.id(),
                                        m.title(),
                                        Plan.hours(missing),
                                        Plan.hours(m.minutes())));
            }
        }
        out.addAll(Due.tooEarly(dues, last, cohort.zone()));
        mentors(roster).ifPresent(out::add);
        return out;
    }

    private static Optional<String> mentors(Cohort.Roster roster) {
        var learners = roster.now(Part.LEARNER).size();
        var mentors = roster.now(Part.MENTOR).size();
        return learners > LEARNERS_PER_MENTOR * mentors
                ? Optional.of(
                        "%d learners have %d mentors; a mentor has at most %d, so name %d more"
                                .formatted(
                                        learners,
                                        mentors,
                                        LEARNERS_PER_MENTOR,
                                        (learners + LEARNERS_PER_MENTOR - 1) / LEARNERS_PER_MENTOR
                                                - mentors))
                : Optional.empty();
    }
}
