package dev.countersign.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Dates as people read them: relative for today, absolute beyond, always with a zone.
///
/// @param zone the reader's
/// @param now when the page is drawn
public record Format(ZoneId zone, Instant now) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm:ss z", Locale.ENGLISH);

    /// `14:20 CET` today, `3 Nov 14:20 CET` otherwise.
    public String when(Instant at) {
        var local = at.atZone(zone);
        return local.toLocalDate().equals(now.atZone(zone).toLocalDate())
                ? TIME.format(local)
                : DAY.format(local);
    }

    /// `just now`, `12 min ago`, `in 3 h`, else as [#when].
    public String relative(Instant at) {
        var distance = Duration.between(now, at);
        var minutes = Math.abs(distance.toMinutes());
        if (minutes < 1) {
            return "just now";
        }
        if (minutes >= 24 * 60) {
            return when(at);
        }
        var rest = minutes % 60 == 0 ? "" : " " + minutes % 60 + " min";
        var words = minutes < 60 ? minutes + " min" : minutes / 60 + " h" + rest;
        return distance.isNegative() ? words + " ago" : "in " + words;
    }

    public String full(Instant at) {
        return FULL.format(at.atZone(zone));
    }
}
