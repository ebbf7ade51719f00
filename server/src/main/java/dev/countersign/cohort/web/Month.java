package dev.countersign.cohort.web;

import dev.countersign.cohort.Agenda.Item;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A stretch of days as a page shows it: a month or a week as a grid, or a list of what there is.
///
/// @param from the first day, and `to` the day after the last
/// @param before and `after`: a day in the stretch before and in the one after
public record Month(
        View view,
        LocalDate on,
        LocalDate from,
        LocalDate to,
        LocalDate before,
        LocalDate after,
        String title) {
    private static final DateTimeFormatter TITLE =
            DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final int AGENDA_DAYS = 28;

    public enum View {
        AGENDA,
        WEEK,
        MONTH;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static View of(String typed) {
            for (var view : values()) {
                if (view.word().equals(typed)) {
                    return view;
                }
            }
            return AGENDA;
        }
    }

    /// @param shown whether it belongs to the month
    public record Day(LocalDate date, boolean shown, boolean today, List<Item> items) {
        public Day {
            items = List.copyOf(items);
        }

        public String label() {
            return LONG.format(date);
        }
    }

    static Month of(View view, LocalDate on) {
        var monday = on.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return switch (view) {
            case AGENDA ->
                    new Month(
                            view,
                            on,
                            on,
                            on.plusDays(AGENDA_DAYS),
                            on.minusDays(AGENDA_DAYS),
                            on.plusDays(AGENDA_DAYS),
                            DAY.format(on) + " to " + DAY.format(on.plusDays(AGENDA_DAYS - 1)));
            case WEEK ->
                    new Month(
                            view,
                            on,
                            monday,
                            monday.plusDays(7),
                            monday.minusDays(7),
                            monday.plusDays(7),
                            DAY.format(monday) + " to " + DAY.format(monday.plusDays(6)));
            case MONTH -> {
                var first = on.withDayOfMonth(1);
                var last = first.plusMonths(1);
                yield new Month(
                        view,
                        on,
                        first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                        last.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)),
                        first.minusMonths(1),
                        last,
                        TITLE.format(on));
            }
        };
    }

    /// Every day of it; in an agenda only those with something.
    List<Day> days(List<Item> items, ZoneId zone, LocalDate today) {
        var out = new ArrayList<Day>();
        for (var day = from; day.isBefore(to); day = day.plusDays(1)) {
            var date = day;
            var its =
                    items.stream()
                            .filter(i -> i.starts().atZone(zone).toLocalDate().equals(date))
                            .toList();
            if (view != View.AGENDA || !its.isEmpty()) {
                out.add(
                        new Day(
                                day,
                                view != View.MONTH || day.getMonth() == on.getMonth(),
                                day.equals(today),
                                its));
            }
        }
        return out;
    }

    /// `09:00–13:00`, or when something is due.
    public static String time(Item item, ZoneId zone) {
        var starts = TIME.format(item.starts().atZone(zone));
        return item.ends().map(e -> starts + "–" + TIME.format(e.atZone(zone))).orElse(starts);
    }
}
