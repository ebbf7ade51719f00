package dev.countersign.playbook;

import java.time.LocalDate;
import java.util.Optional;

/// How many days a number of calendar months may have.
///
/// @param fewest for the shortest such span
/// @param most for the longest
record CalendarMonths(int count, int fewest, int most) {
    /// A whole number of quarters that a number of days may stand for, where the spans differ.
    static Optional<CalendarMonths> around(int days) {
        if (days < 89 || days > 36_600) {
            return Optional.empty();
        }
        var quarters = Math.round(days / 91.310625);
        var months = of((int) quarters * 3);
        var rounded = days >= months.fewest() && days <= months.most();
        return rounded && months.fewest() != months.most() ? Optional.of(months) : Optional.empty();
    }

    private static CalendarMonths of(int count) {
        var fewest = Integer.MAX_VALUE;
        var most = 0;
        // Leap years repeat in 2001 to 2096 every four years: 48 starts show every span.
        for (var start = 0; start < 48; start++) {
            var from = LocalDate.of(2001, 1, 1).plusMonths(start);
            var days = (int) (from.plusMonths(count).toEpochDay() - from.toEpochDay());
            fewest = Math.min(fewest, days);
            most = Math.max(most, days);
        }
        return new CalendarMonths(count, fewest, most);
    }
}
