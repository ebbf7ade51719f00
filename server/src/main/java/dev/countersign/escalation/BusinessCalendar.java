package dev.countersign.escalation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The hours in which work is done, in one time zone. Immutable; threads share it.
///
/// Hours belong to the day on which they begin: a night shift that begins on a holiday is free, one
/// that begins the evening before is worked to its end. A working day's own hours go before
/// holidays, days off and the week.
public final class BusinessCalendar {
    /// Work that takes longer than this has no due time.
    static final Duration HORIZON = Duration.ofDays(3653);

    private final String name;
    private final ZoneId zone;
    private final Map<DayOfWeek, List<Hours>> week;
    private final List<Holidays> holidays;
    private final Set<LocalDate> daysOff;
    private final Map<LocalDate, List<Hours>> workingDays;
    private final Map<Integer, OpenYear> years = new ConcurrentHashMap<>();

    /// @param week a day that is absent is closed
    /// @param workingDays days that have hours of their own, whatever else they are
    public BusinessCalendar(
            String name,
            ZoneId zone,
            Map<DayOfWeek, List<Hours>> week,
            List<Holidays> holidays,
            Set<LocalDate> daysOff,
            Map<LocalDate, List<Hours>> workingDays) {
        if (week.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("calendar `" + name + "` never opens");
        }
        this.name = name;
        this.zone = zone;
        var days = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        week.forEach((day, hours) -> days.put(day, hours.stream().sorted().toList()));
        this.week = Map.copyOf(days);
        this.holidays = List.copyOf(holidays);
        this.daysOff = Set.copyOf(daysOff);
        this.workingDays = Map.copyOf(workingDays);
    }

    /// Open at every hour of every day.
    public static BusinessCalendar always(String name, ZoneId zone) {
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            week.put(day, List.of(Hours.ALL_DAY));
        }
        return new BusinessCalendar(name, zone, week, List.of(), Set.of(), Map.of());
    }

    /// Monday to Friday from 9 to 17, without holidays: where an organisation says nothing.
    public static BusinessCalendar nineToFive(ZoneId zone) {
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            if (day.getValue() <= DayOfWeek.FRIDAY.getValue()) {
                week.put(day, List.of(new Hours(9 * 60, 17 * 60)));
            }
        }
        return new BusinessCalendar("office", zone, week, List.of(), Set.of(), Map.of());
    }

    public String name() {
        return name;
    }

    public ZoneId zone() {
        return zone;
    }

    /// The hours that begin on this day.
    public List<Hours> hours(LocalDate day) {
        var own = workingDays.get(day);
        if (own != null) {
            return own;
        }
        return whyClosed(day).isPresent()
                ? List.of()
                : week.getOrDefault(day.getDayOfWeek(), List.of());
    }

    /// The holiday or day off that keeps a day closed which its week would open.
    public Optional<String> whyClosed(LocalDate day) {
        if (workingDays.containsKey(day)) {
            return Optional.empty();
        }
        if (daysOff.contains(day)) {
            return Optional.of("a day off");
        }
        return holidays.stream().flatMap(h -> h.on(day).stream()).findFirst();
    }

    public boolean isOpen(Instant at) {
        return yearOf(at).isOpen(at.toEpochMilli());
    }

    /// The open time between two instants; zero where they are in the wrong order.
    public Duration between(Instant from, Instant to) {
        var start = from.toEpochMilli();
        var end = to.toEpochMilli();
        if (end <= start) {
            return Duration.ZERO;
        }
        var open = 0L;
        for (var year = yearOf(from); ; year = year(year.number() + 1)) {
            open += year.open(start, end);
            if (year.end() >= end) {
                return Duration.ofMillis(open);
            }
        }
    }

    /// The first instant at which this much open time has passed since `from`; empty where that is
    /// more than ten years away.
    public Optional<Instant> after(Instant from, Duration open) {
        var left = open.toMillis();
        if (left <= 0) {
            return Optional.of(from);
        }
        var start = from.toEpochMilli();
        var limit = from.plus(HORIZON).toEpochMilli();
        for (var year = yearOf(from); year.start() < limit; year = year(year.number() + 1)) {
            var here = year.open(start, Long.MAX_VALUE);
            if (here >= left) {
                var reached = year.after(start, left);
                return reached > limit
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(reached));
            }
            left -= here;
        }
        return Optional.empty();
    }

    /// The next instant, `at` itself included, at which the doors are open; empty as for [#after].
    public Optional<Instant> nextOpen(Instant at) {
        return isOpen(at)
                ? Optional.of(at)
                : after(at, Duration.ofMillis(1)).map(open -> open.minusMillis(1));
    }

    private OpenYear yearOf(Instant at) {
        // Where clocks go back over new year's eve, the old year is shown after the new one began.
        var shown = year(at.atZone(zone).getYear());
        return at.toEpochMilli() < shown.end() ? shown : year(shown.number() + 1);
    }

    private OpenYear year(int number) {
        // Not computeIfAbsent: two threads may do the same work, none waits for another.
        var known = years.get(number);
        if (known == null) {
            known = OpenYear.of(number, this);
            years.put(number, known);
        }
        return known;
    }

    /// For a list of changes: everything that makes a difference, nothing twice.
    public String inWords() {
        var words = new StringBuilder();
        for (var day : DayOfWeek.values()) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(day.name().toLowerCase(java.util.Locale.ROOT), 0, 3)
                    .append(' ')
                    .append(Hours.inWords(week.getOrDefault(day, List.of())));
        }
        words.append("; ").append(zone.getId());
        if (!holidays.isEmpty()) {
            words.append("; holidays of ")
                    .append(String.join(", ", holidays.stream().map(Holidays::code).toList()));
        }
        if (!daysOff.isEmpty()) {
            words.append("; off on ");
            words.append(
                    String.join(", ", daysOff.stream().sorted().map(LocalDate::toString).toList()));
        }
        workingDays.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(d ->
                        words.append("; on ")
                                .append(d.getKey())
                                .append(' ')
                                .append(Hours.inWords(d.getValue())));
        return words.toString();
    }

    /// For a card: `24×7`, or the days that have the same hours together, in which zone.
    public String inShort() {
        var words = new StringBuilder();
        var days = DayOfWeek.values();
        var always = true;
        for (var i = 0; i < days.length; ) {
            var hours = week.getOrDefault(days[i], List.of());
            var last = i;
            while (last + 1 < days.length
                    && week.getOrDefault(days[last + 1], List.of()).equals(hours)) {
                last++;
            }
            always &= hours.stream().mapToInt(h -> h.to() - h.from()).sum() == Hours.DAY;
            if (!hours.isEmpty()) {
                words.append(words.isEmpty() ? "" : ", ").append(shortly(days[i]));
                if (last > i) {
                    words.append('–').append(shortly(days[last]));
                }
                words.append(' ').append(Hours.inWords(hours));
            }
            i = last + 1;
        }
        return always ? "24×7" : words + ", " + zone.getId().replace('_', ' ');
    }

    private static String shortly(DayOfWeek day) {
        return day.getDisplayName(java.time.format.TextStyle.SHORT, java.util.Locale.ENGLISH);
    }

    @Override
    public String toString() {
        return name + ": " + inWords();
    }
}
