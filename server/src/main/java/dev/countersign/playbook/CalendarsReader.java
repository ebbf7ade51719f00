package dev.countersign.playbook;

import dev.countersign.escalation.BusinessCalendar;
import dev.countersign.escalation.Holidays;
import dev.countersign.escalation.Hours;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.Finding;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads the organisation file's `calendars`.
final class CalendarsReader {
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<String> KEYS =
            Set.of("zone", "hours", "holidays", "days_off", "working_days");

    private final String file;
    private final List<Finding> findings;
    private final Named named;

    private CalendarsReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
        this.named = new Named(file, findings);
    }

    /// Those written, and `office` and `always` where they are not.
    static Map<String, BusinessCalendar> read(
            String file, Optional<Node> node, ZoneId zone, List<Finding> findings) {
        var out = new LinkedHashMap<>(Routing.standard(zone).calendars());
        var reader = new CalendarsReader(file, findings);
        for (var entry : reader.named.entries("calendars", node)) {
            reader.calendar(entry, zone).ifPresent(c -> out.put(entry.name(), c));
        }
        return out;
    }

    private Optional<BusinessCalendar> calendar(Named.Entry entry, ZoneId usual) {
        var path = "calendars." + entry.name();
        var f = new Fields(file, path, entry.value(), findings, true, KEYS);
        var zone = f.optionalText("zone").map(id -> zone(id, f.node("zone").get())).orElse(usual);
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        for (var days : named.entries(path + ".hours", f.required("hours"))) {
            var hours = hours(days.value());
            for (var day : days(days)) {
                if (week.putIfAbsent(day, hours) != null) {
                    named.error(
                            days.key(),
                            "duplicate-key",
                            "`" + path + ".hours` names " + word(day) + " twice",
                            "write every day's hours in one place");
                }
            }
        }
        nightShifts(path, week, entry.key());
        var holidays = new ArrayList<Holidays>();
        for (var item : f.items("holidays")) {
            holidays(item).ifPresent(holidays::add);
        }
        var off = new HashSet<LocalDate>();
        for (var item : f.items("days_off")) {
            date(item).ifPresent(off::add);
        }
        var working = new HashMap<LocalDate, List<Hours>>();
        for (var day : named.entries(path + ".working_days", f.node("working_days"))) {
            date(day.key()).ifPresent(d -> working.put(d, hours(day.value())));
        }
        if (week.values().stream().allMatch(List::isEmpty)) {
            named.error(
                    f.node("hours").orElse(entry.key()),
                    "never-open",
                    "calendar `" + entry.name() + "` never opens",
                    "give at least one day hours, such as `mon-fri: [\"09:00-17:00\"]`");
            return Optional.empty();
        }
        return Optional.of(new BusinessCalendar(entry.name(), zone, week, holidays, off, working));
    }

    private ZoneId zone(String id, Node at) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            named.error(
                    at,
                    "unknown-zone",
                    "`" + id + "` is not a time zone",
                    Schema.closest(id, ZoneId.getAvailableZoneIds())
                            .map(meant -> "did you mean `" + meant + "`?")
                            .orElse("write one such as `Europe/Amsterdam`"));
            return ZoneId.of("UTC");
        }
    }

    /// `mon`, `mon-fri` or `sat-mon`.
    private List<DayOfWeek> days(Named.Entry entry) {
        var ends = entry.name().toLowerCase(Locale.ROOT).split("-", -1);
        var first = DAYS.indexOf(ends[0]);
        var last = DAYS.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < 0 || ends.length > 2) {
            named.error(
                    entry.key(),
                    "unknown-day",
                    "`" + entry.name() + "` is no day of the week",
                    "write " + String.join(", ", DAYS) + ", or a span such as `mon-fri`");
            return List.of();
        }
        var out = new ArrayList<DayOfWeek>();
        for (var day = DayOfWeek.of(first + 1); ; day = day.plus(1)) {
            out.add(day);
            if (day.getValue() == last + 1) {
                return out;
            }
        }
    }

    /// One stretch or a list of them; `closed` and `[]` are none.
    private List<Hours> hours(Node node) {
        var items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        var out = new ArrayList<Hours>();
        for (var item : items) {
            var text = item instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (text.equals("closed")) {
                continue;
            }
            var hours = Hours.parse(text);
            if (hours.isEmpty()) {
                named.error(
                        item,
                        "wrong-hours",
                        "`" + text + "` are no hours",
                        "write `\"09:00-17:30\"`; `\"22:00-06:00\"` ends the next morning,"
                                + " `\"00:00-24:00\"` is all day");
                continue;
            }
            var fresh = hours.get();
            out.stream()
                    .filter(h -> h.from() < fresh.to() && fresh.from() < h.to())
                    .findFirst()
                    .ifPresent(h ->
                            named.error(
                                    item,
                                    "overlapping-hours",
                                    "`" + text + "` overlaps " + h.inWords(),
                                    "write hours that follow each other, with breaks between"
                                            + " them"));
            out.add(fresh);
        }
        return out;
    }

    /// A shift that ends in the morning may run into the next day's own hours.
    private void nightShifts(String path, Map<DayOfWeek, List<Hours>> week, Node at) {
        week.forEach((day, hours) -> {
            for (var night : hours) {
                for (var next : week.getOrDefault(day.plus(1), List.of())) {
                    if (night.to() - 24 * 60 > next.from()) {
                        named.error(
                                at,
                                "overlapping-hours",
                                "`%s`: %s's %s runs into %s's %s"
                                        .formatted(
                                                path,
                                                word(day),
                                                night.inWords(),
                                                word(day.plus(1)),
                                                next.inWords()),
                                "end the one before the other begins");
                    }
                }
            }
        });
    }

    private Optional<Holidays> holidays(Node item) {
        var code = item instanceof ScalarNode scalar ? scalar.getValue() : "?";
        var found = Holidays.of(code);
        if (found.isEmpty()) {
            named.error(
                    item,
                    "unknown-holidays",
                    "there is no holiday calendar `" + code + "`",
                    Holidays.unknown(code));
        }
        return found;
    }

    private Optional<LocalDate> date(Node item) {
        var text = item instanceof ScalarNode scalar ? scalar.getValue() : "?";
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            named.error(item, "wrong-type", "`" + text + "` is no day", "write it as 2026-12-24");
            return Optional.empty();
        }
    }

    private static String word(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
