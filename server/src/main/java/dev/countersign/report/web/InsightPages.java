package dev.countersign.report.web;

import dev.countersign.desk.Assignments;
import dev.countersign.desk.Insight;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.VolumeAlarm;
import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The four dashboards of exceptions: volume, my pattern beside the team's, what is passed on, and
/// where rules bite. Every number leads to its records.
public final class InsightPages {
    private static final int WEEKS = 8;
    private static final int HISTORY_DAYS = 70;
    private static final int MOST_RULES = 8;
    private static final int MOST_SERVICES = 6;

    private static final Duration ROUTINE_OVER = Duration.ofDays(90);

    private final Insight insight;
    private final Supplier<Taxonomy> taxonomy;
    private final Assignments assignments;
    private final Directory people;
    private final Predicate<Identity> oversees;
    private final Frames frames;
    private final InstantSource clock;

    public InsightPages(
            Insight insight,
            Supplier<Taxonomy> taxonomy,
            Assignments assignments,
            Directory people,
            Predicate<Identity> oversees,
            Frames frames,
            InstantSource clock) {
        this.insight = insight;
        this.taxonomy = taxonomy;
        this.assignments = assignments;
        this.people = people;
        this.oversees = oversees;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/exceptions", this::show);
    }

    /// One category in the period.
    ///
    /// @param weeks how many were raised in each of the last weeks, the oldest first
    /// @param expected share in per cent; -1 where the taxonomy has none
    /// @param alarm in words; empty where nothing is out of line
    public record Row(
            String category,
            String title,
            int count,
            int share,
            int expected,
            List<Integer> weeks,
            String alarm) {
        public int most() {
            return Math.max(1, weeks.stream().max(Comparator.naturalOrder()).orElse(1));
        }
    }

    /// @param counts by service, in the order of the columns
    public record Heat(String rule, List<Integer> counts) {}

    /// What the page shows.
    ///
    /// @param from the first day, `to` the last
    public record View(
            LocalDate from,
            LocalDate to,
            int total,
            List<Row> rows,
            Insight.Decisions mine,
            Insight.Decisions team,
            List<Insight.Passed> passed,
            List<String> services,
            List<Heat> heat,
            List<Assignments.Tally> given,
            List<Insight.Routine> routine,
            Map<String, String> names,
            boolean oversees) {
        /// Where the numbers of a heat map's cell begin to be dark, in five steps.
        public int step(int count) {
            var most =
                    heat.stream()
                            .flatMap(h -> h.counts().stream())
                            .max(Comparator.naturalOrder())
                            .orElse(1);
            return count == 0 ? 0 : 1 + 3 * (count - 1) / Math.max(1, most - 1);
        }

        public String period() {
            return "from=" + from + "&to=" + to.plusDays(1);
        }
    }

    private void show(Exchange e) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var from = today.minusDays(29);
        var start = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        var end = now.plus(Duration.ofDays(1));
        var days =
                insight.perDay(
                        today.minusDays(HISTORY_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        end);
        var rows = rows(days, from, today);
        var cells = insight.hotSpots(start, end);
        var services = new LinkedHashSet<String>();
        cells.forEach(c -> services.add(c.service()));
        var columns = services.stream().limit(MOST_SERVICES).toList();
        var view =
                new View(
                        from,
                        today,
                        rows.stream().mapToInt(Row::count).sum(),
                        rows,
                        insight.decisionsOf(e.identity().id(), start, end),
                        insight.decisions(start, end),
                        insight.passed(start, end),
                        columns,
                        heat(cells, columns),
                        assignments.tallies(start, end),
                        insight.routine(now.minus(ROUTINE_OVER), end),
                        people.everyone().stream()
                                .collect(Collectors.toMap(Person::id, Person::name)),
                        oversees.test(e.identity()));
        e.render(
                "page/exceptions.jte",
                Map.of("frame", frames.frame(e, "insight", "Exceptions"), "view", view));
    }

    private List<Row> rows(Map<String, Map<Long, Integer>> days, LocalDate from, LocalDate today) {
        var titles = new HashMap<String, Taxonomy.Category>();
        taxonomy.get().categories().forEach(c -> titles.put(c.name(), c));
        var names = new LinkedHashSet<>(taxonomy.get().names());
        names.addAll(days.keySet());
        var total = names.stream().mapToInt(n -> count(days, n, from, today)).sum();
        var out = new ArrayList<Row>();
        for (var name : names) {
            var count = count(days, name, from, today);
            var known = titles.get(name);
            if (known == null && count == 0) {
                continue;
            }
            out.add(
                    new Row(
                            name,
                            known == null
                                    ? name.isEmpty() ? "No category yet" : name.replace('_', ' ')
                                    : known.title(),
                            count,
                            total == 0 ? 0 : Math.round(100f * count / total),
                            known == null ? -1 : known.share().intValue(),
                            weeks(days, name, today),
                            alarm(days, name, today)));
        }
        return out;
    }

    private static int count(
            Map<String, Map<Long, Integer>> days, String name, LocalDate from, LocalDate to) {
        return days.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(d -> d.getKey() >= from.toEpochDay() && d.getKey() <= to.toEpochDay())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static List<Integer> weeks(
            Map<String, Map<Long, Integer>> days, String name, LocalDate today) {
        var out = new ArrayList<Integer>();
        for (var week = WEEKS - 1; week >= 0; week--) {
            var last = today.minusWeeks(week);
            out.add(count(days, name, last.minusDays(6), last));
        }
        return out;
    }

    private static String alarm(
            Map<String, Map<Long, Integer>> days, String name, LocalDate today) {
        var perDay = new HashMap<LocalDate, Integer>();
        days.getOrDefault(name, Map.of())
                .forEach((day, n) -> perDay.put(LocalDate.ofEpochDay(day), n));
        return perDay.keySet().stream()
                .min(Comparator.naturalOrder())
                .flatMap(first -> VolumeAlarm.of(perDay, first, today))
                .map(a ->
                        a.current()
                                + " since "
                                + a.since()
                                + ", usually "
                                + Math.round(a.usual())
                                + ": is the process broken?")
                .orElse("");
    }

    private static List<Heat> heat(List<Insight.Cell> cells, List<String> services) {
        var byRule = new HashMap<String, Map<String, Integer>>();
        cells.forEach(c ->
                byRule.computeIfAbsent(c.rule(), _ -> new HashMap<>()).put(c.service(), c.count()));
        return byRule.entrySet().stream()
                .sorted(
                        Comparator.comparingInt(InsightPages::sum)
                                .reversed()
                                .thenComparing(Map.Entry::getKey))
                .limit(MOST_RULES)
                .map(r ->
                        new Heat(
                                r.getKey(),
                                services.stream()
                                        .map(s -> r.getValue().getOrDefault(s, 0))
                                        .toList()))
                .toList();
    }

    private static int sum(Map.Entry<String, Map<String, Integer>> rule) {
        return rule.getValue().values().stream().mapToInt(Integer::intValue).sum();
    }
}
