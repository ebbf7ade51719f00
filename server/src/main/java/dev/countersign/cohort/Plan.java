package dev.countersign.cohort;

import dev.countersign.course.Pack;
import dev.countersign.escalation.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A course's hours laid into a timetable: sessions, what is due when, and what does not fit. Pure.
///
/// @param firstWeek of the programme, which the timetable's Monday begins
/// @param shifted which days moved, and why
/// @param findings what does not fit, in sentences; the plan goes as far as it can
public record Plan(
        int firstWeek,
        List<Proposed> sessions,
        List<Due> dues,
        List<String> shifted,
        List<String> findings) {

    public Plan {
        sessions = List.copyOf(sessions);
        dues = List.copyOf(dues);
        shifted = List.copyOf(shifted);
        findings = List.copyOf(findings);
    }

    /// @param parts minutes by module
    public record Proposed(
            LocalDate day, Instant starts, Instant ends, Map<String, Integer> parts) {
        public Proposed {
            parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        }
    }

    public static Plan of(Pack pack, Timetable table, BusinessCalendar calendar) {
        var minutes = pack.modules().stream().mapToInt(Pack.Module::minutes).sum();
        var named =
                table.rows().isEmpty()
                        ? weeks(pack, table, minutes)
                        : table.rows().stream()
                                .map(Timetable.Row::week)
                                .distinct()
                                .sorted()
                                .toList();
        var first =
                Math.min(
                        named.getFirst(),
                        pack.modules().stream()
                                .flatMap(m -> m.weeks().stream())
                                .min(Comparator.naturalOrder())
                                .orElse(named.getFirst()));
        var rows = rows(table, named);
        var shifted = new ArrayList<String>();
        var days = days(rows, table, first, calendar, shifted);
        var room = new int[rows.size()];
        java.util.Arrays.fill(room, table.minutes());
        var placed =
                Fit.place(
                        pack.modules().stream().mapToInt(Pack.Module::minutes).toArray(),
                        room,
                        pack.modules().stream().map(m -> allowed(m, rows)).toList());
        var sessions = sessions(pack, table, days, placed);
        var findings = new ArrayList<>(misfits(pack, rows, placed, table.minutes()));
        var dues = Due.of(pack, table, first, calendar, sessions);
        findings.addAll(unknown(pack, table));
        findings.addAll(Due.tooEarly(dues, lastTaught(sessions), table.zone()));
        return new Plan(first, sessions, dues, shifted, findings);
    }

    private static List<Integer> weeks(Pack pack, Timetable table, int minutes) {
        if (!table.weeks().isEmpty()) {
            return table.weeks();
        }
        var named =
                pack.modules().stream()
                        .flatMap(m -> m.weeks().stream())
                        .distinct()
                        .sorted()
                        .toList();
        var inAWeek = table.minutes() * table.days().size();
        return named.isEmpty()
                ? IntStream.rangeClosed(1, Math.max(1, (minutes + inAWeek - 1) / inAWeek))
                        .boxed()
                        .toList()
                : named;
    }

    private static List<Timetable.Row> rows(Timetable table, List<Integer> weeks) {
        if (!table.rows().isEmpty()) {
            return table.rows().stream()
                    .sorted(
                            Comparator.comparingInt(Timetable.Row::week)
                                    .thenComparing(Timetable.Row::day))
                    .toList();
        }
        return weeks.stream()
                .flatMap(w ->
                        table.days().stream().sorted().map(d -> new Timetable.Row(w, d, List.of())))
                .toList();
    }

    /// A day on which nobody works moves its session, and what follows, to the next day that is
    /// free: no hours are lost.
    private static List<LocalDate> days(
            List<Timetable.Row> rows,
            Timetable table,
            int first,
            BusinessCalendar calendar,
            List<String> shifted) {
        var usual = rows.stream().map(Timetable.Row::day).collect(Collectors.toSet());
        var out = new ArrayList<LocalDate>();
        var free = table.monday();
        for (var row : rows) {
            var wanted = on(table.monday(), first, row.week(), row.day());
            var day = wanted.isBefore(free) ? free : wanted;
            while (calendar.whyClosed(day).isPresent()
                    || !day.equals(wanted) && !mayTake(day, usual)) {
                day = day.plusDays(1);
            }
            if (!day.equals(wanted)) {
                shifted.add(
                        "%s %s moves to %s %s: %s"
                                .formatted(
                                        Agenda.name(wanted.getDayOfWeek()),
                                        wanted,
                                        Agenda.name(day.getDayOfWeek()),
                                        day,
                                        calendar.whyClosed(wanted)
                                                .map(why -> "it is " + why)
                                                .orElse("the day before moved")));
            }
            out.add(day);
            free = day.plusDays(1);
        }
        return out;
    }

    private static boolean mayTake(LocalDate day, Set<DayOfWeek> usual) {
        return day.getDayOfWeek().getValue() <= 5 || usual.contains(day.getDayOfWeek());
    }

    static LocalDate on(LocalDate monday, int first, int week, DayOfWeek day) {
        return monday.plusWeeks((long) week - first).plusDays(day.getValue() - 1L);
    }

    private static Set<Integer> allowed(Pack.Module module, List<Timetable.Row> rows) {
        var out = new TreeSet<Integer>();
        for (var s = 0; s < rows.size(); s++) {
            var row = rows.get(s);
            if (row.modules().isEmpty()
                    ? module.weeks().isEmpty() || module.weeks().contains(row.week())
                    : row.modules().contains(module.id())) {
                out.add(s);
            }
        }
        return out;
    }

    private static List<Proposed> sessions(
            Pack pack, Timetable table, List<LocalDate> days, int[][] placed) {
        var out = new ArrayList<Proposed>();
        for (var s = 0; s < days.size(); s++) {
            var parts = new LinkedHashMap<String, Integer>();
            for (var m = 0; m < placed.length; m++) {
                if (placed[m][s] > 0) {
                    parts.put(pack.modules().get(m).id(), placed[m][s]);
                }
            }
            var starts = Moments.at(days.get(s), table.from(), table.zone());
            if (!parts.isEmpty()) {
                // Nobody's calendar is full of minutes in which nothing is taught.
                var taught = parts.values().stream().mapToInt(Integer::intValue).sum();
                out.add(
                        new Proposed(
                                days.get(s),
                                starts,
                                starts.plus(Duration.ofMinutes(taught)),
                                parts));
            }
        }
        return out;
    }

    private static List<String> misfits(
            Pack pack, List<Timetable.Row> rows, int[][] placed, int minutes) {
        var out = new ArrayList<String>();
        var over = 0;
        for (var m = 0; m < placed.length; m++) {
            var module = pack.modules().get(m);
            var missing = module.minutes() - IntStream.of(placed[m]).sum();
            over += missing;
            if (missing > 0) {
                var where = allowed(module, rows);
                out.add(
                        "module `%s` (%s) is %s over: it needs %s, and the %s it may use %s left %s"
                                .formatted(
                                        module.id(),
                                        module.title(),
                                        hours(missing),
                                        hours(module.minutes()),
                                        where.size() == 1
                                                ? "one session"
                                                : where.size() + " sessions",
                                        where.size() == 1 ? "has" : "have",
                                        hours(module.minutes() - missing)));
            }
        }
        if (over > 0) {
            var all = pack.modules().stream().mapToInt(Pack.Module::minutes).sum();
            out.add(
                    "%s of %s do not fit into %d sessions of %s: add days or weeks, or make sessions longer"
                            .formatted(hours(over), hours(all), rows.size(), hours(minutes)));
        }
        return out;
    }

    private static List<String> unknown(Pack pack, Timetable table) {
        var known = pack.modules().stream().map(Pack.Module::id).toList();
        return table.rows().stream()
                .flatMap(r ->
                        r.modules().stream()
                                .filter(m -> !known.contains(m))
                                .map(m ->
                                        "%s of week %d names module `%s`; the course has %s"
                                                .formatted(
                                                        Agenda.name(r.day()),
                                                        r.week(),
                                                        m,
                                                        String.join(", ", known))))
                .toList();
    }

    static String hours(int minutes) {
        return minutes % 60 == 0
                ? minutes / 60 + " h"
                : minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /// When the last session of each module ends.
    static Map<String, Instant> lastTaught(List<Proposed> sessions) {
        var out = new LinkedHashMap<String, Instant>();
        sessions.forEach(s -> s.parts().keySet().forEach(m -> out.merge(m, s.ends(), Plan::later)));
        return out;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    public Optional<Instant> ends() {
        return sessions.stream().map(Proposed::ends).max(Comparator.naturalOrder());
    }
}
