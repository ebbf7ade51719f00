package dev.countersign.escalation;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The public holidays of a country or a part of it, by a code such as `NL`, `DE-BY` or `US-NY`.
/// Days that are kept but not free (observances) do not count. Threads share it.
public final class Holidays {
    private static final Map<String, Holidays> READ = new ConcurrentHashMap<>();

    private final String code;
    private final HolidayManager manager;
    private final String[] parts;
    private final Map<Integer, Map<LocalDate, String>> years = new ConcurrentHashMap<>();

    private Holidays(String code, HolidayManager manager, String[] parts) {
        this.code = code;
        this.manager = manager;
        this.parts = parts;
    }

    /// Empty where no such calendar exists; see [#unknown] for what to say.
    public static Optional<Holidays> of(String code) {
        var key = code.toUpperCase(Locale.ROOT);
        var known = READ.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        // The manager also loads files by other names; only what it lists is asked for.
        var names = key.split("-", -1);
        if (!countries().contains(names[0])) {
            return Optional.empty();
        }
        var manager =
                HolidayManager.getInstance(
                        ManagerParameters.create(names[0].toLowerCase(Locale.ROOT)));
        var parts = new String[names.length - 1];
        var level = manager.getCalendarHierarchy();
        for (var i = 0; i < parts.length; i++) {
            parts[i] = names[i + 1].toLowerCase(Locale.ROOT);
            level = level.getChildren().get(parts[i]);
            if (level == null) {
                return Optional.empty();
            }
        }
        var read = new Holidays(key, manager, parts);
        READ.putIfAbsent(key, read);
        return Optional.of(read);
    }

    /// What could have been meant by a code that does not exist.
    public static String unknown(String code) {
        var country = code.toUpperCase(Locale.ROOT).split("-", -1)[0];
        return of(country)
                .map(found ->
                        "known in "
                                + country
                                + ": "
                                + String.join(
                                        ", ",
                                        found.partsOf().stream()
                                                .map(p -> country + "-" + p)
                                                .toList()))
                .orElseGet(() ->
                        "write a country such as `NL`, or a part of it such as `DE-BY`; known are "
                                + String.join(", ", countries()));
    }

    private static Set<String> countries() {
        return new TreeSet<>(HolidayManager.getSupportedCalendarCodes());
    }

    private List<String> partsOf() {
        return new TreeSet<>(manager.getCalendarHierarchy().getChildren().keySet())
                .stream().map(p -> p.toUpperCase(Locale.ROOT)).toList();
    }

    public String code() {
        return code;
    }

    /// The holiday's name, in English.
    public Optional<String> on(LocalDate day) {
        return Optional.ofNullable(years.computeIfAbsent(day.getYear(), this::year).get(day));
    }

    private Map<LocalDate, String> year(int year) {
        var days = new HashMap<LocalDate, String>();
        for (Holiday holiday : manager.getHolidays(Year.of(year), parts)) {
            if (holiday.getType() != HolidayType.OBSERVANCE) {
                days.putIfAbsent(holiday.getDate(), holiday.getDescription(Locale.ENGLISH));
            }
        }
        return Map.copyOf(days);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Holidays that
                && code.equals(that.code)
                && Arrays.equals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code;
    }
}
