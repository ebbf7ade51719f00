package dev.countersign.assurance.web;

import dev.countersign.assurance.Assurance;
import dev.countersign.assurance.Assurance.Standing;
import dev.countersign.confidence.Certifier;
import dev.countersign.confidence.Finding;
import dev.countersign.confidence.Promise;
import dev.countersign.confidence.Sample;
import java.util.List;
import java.util.Optional;

/// What the reviewed samples say so far, for the page. It promises nothing: a promise is made once,
/// when the agreed number is there.
///
/// @param samples the scores of the reviewed ones, falling, with whether they were right
/// @param people how often the persons' own answers could be used, of how many
/// @param fixed what the playbook's threshold is worth on them; empty while nothing reaches it
public record WorthView(
        List<Sample> samples, int right, int people, int peopleRight, Optional<Finding> fixed) {
    private static final double DELTA = 0.1;

    static WorthView of(Standing standing, Assurance assurance) {
        var reviewed = assurance.reviewedNow(standing.tool().name());
        var samples = reviewed.stream().map(Assurance::sampleOf).toList();
        var people =
                reviewed.stream().flatMap(s -> s.review().orElseThrow().workerRight().stream());
        var answers = people.toList();
        var fixed =
                samples.isEmpty()
                        ? Optional.<Finding>empty()
                        : Optional.of(
                                Certifier.at(
                                        standing.tool().threshold().doubleValue(),
                                        samples,
                                        new Promise(0.5, DELTA)));
        return new WorthView(
                samples.stream()
                        .sorted(java.util.Comparator.comparingDouble(Sample::score).reversed())
                        .toList(),
                (int) samples.stream().filter(Sample::right).count(),
                answers.size(),
                (int) answers.stream().filter(r -> r).count(),
                fixed.filter(f -> f.released() > 0));
    }

    /// Per cent, one decimal, rounded up: a bound is never shown smaller than it is.
    public static String percent(double share) {
        var tenths = Math.ceil(share * 1_000 - 1e-9) / 10;
        return (tenths == Math.rint(tenths)
                        ? String.valueOf((long) tenths)
                        : String.valueOf(tenths))
                + " %";
    }
}
