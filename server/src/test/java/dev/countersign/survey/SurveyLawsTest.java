package dev.countersign.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Somebody asks for reports at all times and in all ways, knows whose answer is in which (which
/// nobody does), and still finds no combination that concerns fewer than five people.
class SurveyLawsTest {
    private static final List<String> ROLES = List.of("a", "b", "c", "d");

    /// One survey from its first answer to its close; a person is a number, and `reports` are the
    /// sets of people behind everything that was ever published.
    private static Set<Set<Integer>> published(long seed, int people, Asked.Publishing when) {
        var random = new Random(seed);
        var waiting = List.<Integer>of();
        var settled = new ArrayList<Integer>();
        var reports = new LinkedHashSet<Set<Integer>>();
        for (var person = 0; person < people; person++) {
            var step = Urn.add(waiting, person, when.block(), random);
            waiting = step.waiting();
            settled.addAll(step.block());
            if (when == Asked.Publishing.IN_FIVES && !settled.isEmpty()) {
                reports.add(Set.copyOf(settled));
            }
        }
        settled.addAll(waiting);
        assertThat(settled).as("no answer is lost or counted twice").hasSize(people);
        assertThat(new HashSet<>(settled)).hasSize(people);
        if (settled.size() < Surveys.LEAST) {
            return reports;
        }
        reports.add(Set.copyOf(settled));
        if (when == Asked.Publishing.AT_CLOSE_BY_ROLE) {
            var skew = 1 + random.nextInt(6);
            var parts =
                    Parts.of(
                            settled,
                            p -> ROLES.get(Math.min(3, new Random(seed + p).nextInt(8) / skew)),
                            Surveys.LEAST);
            assertThat(parts.stream().mapToInt(p -> p.members().size()).sum()).isIn(0, people);
            parts.forEach(p -> reports.add(Set.copyOf(p.members())));
        }
        return reports;
    }

    @Property(tries = 3_000)
    void noTwoReportsTogetherConcernFewerThanFive(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 60) int people,
            @ForAll Asked.Publishing when) {
        var reports = List.copyOf(published(seed, people, when));

        assertThat(fewestConcerned(reports, people)).isGreaterThanOrEqualTo(Surveys.LEAST);
    }

    /// The attack: of how few people does x·A + y·B speak, for the most telling x and y? Somebody
    /// drops out where x = 0, y = 0 or x = -y.
    private static int fewestConcerned(List<Set<Integer>> reports, int people) {
        var fewest = Integer.MAX_VALUE;
        for (var a : reports) {
            for (var b : reports) {
                for (var y : List.of(0, 1, -1)) {
                    var concerned = 0;
                    for (var p = 0; p < people; p++) {
                        if ((a.contains(p) ? 1 : 0) + (b.contains(p) ? y : 0) != 0) {
                            concerned++;
                        }
                    }
                    fewest = concerned == 0 ? fewest : Math.min(fewest, concerned);
                }
            }
        }
        return fewest;
    }

    @Property(tries = 3_000)
    void noCombinationOfAllReportsConcernsFewerThanFive(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 120) int people,
            @ForAll Asked.Publishing when) {
        var reports = List.copyOf(published(seed, people, when));
        // Any weights give the same to people who are in the same reports; so whoever is concerned
        // comes with all of those.
        var alike = new TreeMap<String, Integer>();
        for (var p = 0; p < people; p++) {
            var person = p;
            var in = new StringBuilder();
            reports.forEach(r -> in.append(r.contains(person) ? '1' : '0'));
            if (in.indexOf("1") >= 0) {
                alike.merge(in.toString(), 1, Integer::sum);
            }
        }

        assertThat(alike.values()).allMatch(n -> n >= Surveys.LEAST);
    }

    /// What the design does not do: reports whenever somebody asks, or parts with the small ones
    /// left out. The attack must find both.
    @Property(tries = 50)
    void theSameAttackBreaksReportsOnDemandAndPartsThatAreLeftOut(
            @ForAll @IntRange(min = 6, max = 60) int people) {
        var all = new HashSet<Integer>();
        for (var p = 0; p < people; p++) {
            all.add(p);
        }
        var before = new HashSet<>(all);
        before.remove(0);

        assertThat(fewestConcerned(List.of(before, all), people)).isEqualTo(1);
    }

    @Property(tries = 2_000)
    void partsAreNeverSmallAndLeaveNobodyOut(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int people) {
        var random = new Random(seed);
        var labels = new ArrayList<String>();
        for (var p = 0; p < people; p++) {
            labels.add(ROLES.get(random.nextInt(ROLES.size())));
        }

        var parts = Parts.of(labels, l -> l, Surveys.LEAST);

        assertThat(parts).allMatch(p -> p.members().size() >= Surveys.LEAST);
        assertThat(parts.size()).isNotEqualTo(1);
        if (!parts.isEmpty()) {
            assertThat(parts.stream().mapToInt(p -> p.members().size()).sum()).isEqualTo(people);
        }
    }
}
