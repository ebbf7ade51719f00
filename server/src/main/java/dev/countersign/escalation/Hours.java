package dev.countersign.escalation;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Opening hours that begin on one day; those of a night shift end on the next.
///
/// @param from minutes from midnight, 0 to 1439
/// @param to minutes from the same midnight, more than `from` and at most a day later
public record Hours(int from, int to) implements Comparable<Hours> {
    static final int DAY = 24 * 60;

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,2}):([0-9]{2})\\s*[-–]\\s*([0-9]{1,2}):([0-9]{2})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    public static final Hours ALL_DAY = new Hours(0, DAY);

    public Hours {
        if (from < 0 || from >= DAY || to <= from || to > from + DAY) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }

    /// Reads `09:00-17:30`; `22:00-06:00` ends on the next day, `00:00-24:00` is the whole day.
    /// Empty where the text is no such thing, or where it begins when it ends.
    public static Optional<Hours> parse(String text) {
        var m = WRITTEN.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        var from = minutes(m.group(1), m.group(2));
        var to = minutes(m.group(3), m.group(4));
        if (from < 0 || from >= DAY || to < 0 || from == to) {
            return Optional.empty();
        }
        return Optional.of(new Hours(from, to < from ? to + DAY : to));
    }

    private static int minutes(String hours, String minutes) {
        var h = Integer.parseInt(hours);
        var m = Integer.parseInt(minutes);
        return m > 59 || h * 60 + m > DAY ? -1 : h * 60 + m;
    }

    LocalDateTime opens(LocalDate day) {
        return day.atStartOfDay().plusMinutes(from);
    }

    LocalDateTime closes(LocalDate day) {
        return day.atStartOfDay().plusMinutes(to);
    }

    @Override
    public int compareTo(Hours other) {
        return from != other.from
                ? Integer.compare(from, other.from)
                : Integer.compare(to, other.to);
    }

    /// As it is written: `09:00–17:30`.
    public String inWords() {
        return time(from) + "–" + (to == DAY ? "24:00" : time(to % DAY));
    }

    static String inWords(List<Hours> hours) {
        return hours.isEmpty()
                ? "closed"
                : String.join(" and ", hours.stream().map(Hours::inWords).toList());
    }

    private static String time(int minutes) {
        return LocalDate.EPOCH.atStartOfDay().plusMinutes(minutes).format(TIME);
    }
}
