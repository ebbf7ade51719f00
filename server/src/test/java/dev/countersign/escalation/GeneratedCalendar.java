package dev.countersign.escalation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A calendar as it is written, made by chance, near an instant at which clocks change.
record GeneratedCalendar(
        ZoneId zone,
        Instant start,
        Map<DayOfWeek, List<Hours>> week,
        Optional<Holidays> holidays,
        Set<LocalDate> off,
        Map<LocalDate, List<Hours>> working) {
    /// Whole hours, half an hour, a quarter to midnight, at midnight, a day left out, and none.
    private static final List<String> ZONES =
            List.of(
                    "Europe/Amsterdam",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Pacific/Apia",
                    "America/Sao_Paulo",
                    "America/St_Johns",
                    "Asia/Beirut",
                    "Africa/Casablanca",
                    "Asia/Kathmandu",
                    "UTC");

    private static final List<String> HOLIDAYS = List.of("NL", "DE-BY", "US-NY", "NZ", "BR");

    static GeneratedCalendar next(Random random) {
        var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        var about =
                zone.getId().equals("Pacific/Apia") && random.nextBoolean()
                        ? Instant.parse("2011-12-20T00:00:00Z")
                        : Instant.parse("2003-01-01T00:00:00Z")
                                .plusSeconds(60L * random.nextInt(25 * 365 * 24 * 60));
        var change = zone.getRules().nextTransition(about);
        var start =
                (change == null || random.nextInt(5) == 0 ? about : change.getInstant())
                        .minusSeconds(60L * random.nextInt(12 * 24 * 60))
                        .truncatedTo(ChronoUnit.MINUTES);
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        var usual = hours(random);
        for (var day : DayOfWeek.values()) {
            week.put(
                    day,
                    switch (random.nextInt(6)) {
                        case 0 -> List.of();
                        case 1, 2 -> hours(random);
                        default -> usual;
                    });
        }
        if (week.values().stream().allMatch(List::isEmpty)) {
            week.put(DayOfWeek.MONDAY, List.of(new Hours(540, 1020)));
        }
        var first = start.atZone(zone).toLocalDate().minusDays(1);
        var off = new HashSet<LocalDate>();
        var working = new HashMap<LocalDate, List<Hours>>();
        for (var i = random.nextInt(4); i > 0; i--) {
            off.add(first.plusDays(random.nextInt(42)));
            working.put(first.plusDays(random.nextInt(42)), hours(random));
        }
        var holidays =
                random.nextInt(3) == 0
                        ? Optional.<Holidays>empty()
                        : Holidays.of(HOLIDAYS.get(random.nextInt(HOLIDAYS.size())));
        return new GeneratedCalendar(zone, start, week, holidays, off, working);
    }

    private static List<Hours> hours(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> List.of(Hours.ALL_DAY);
            case 1 -> List.of(new Hours(22 * 60, 30 * 60));
            case 2 -> List.of(new Hours(540, 750), new Hours(795, 1050));
            // Where most clocks change.
            case 3 -> List.of(new Hours(random.nextInt(180), 180 + random.nextInt(120)));
            default -> {
                var out = new ArrayList<Hours>();
                for (var i = 1 + random.nextInt(3); i > 0; i--) {
                    var from = random.nextInt(Hours.DAY);
                    out.add(new Hours(from, from + 1 + random.nextInt(900)));
                }
                yield out;
            }
        };
    }

    /// As the manual says it: a working day's own hours, else none where it is free, else the
    /// week's.
    List<Hours> hoursOf(LocalDate day) {
        if (working.containsKey(day)) {
            return working.get(day);
        }
        var free = off.contains(day) || holidays.filter(h -> h.on(day).isPresent()).isPresent();
        return free ? List.of() : week.get(day.getDayOfWeek());
    }

    BusinessCalendar calendar() {
        return new BusinessCalendar(
                "generated", zone, week, holidays.stream().toList(), off, working);
    }
}
