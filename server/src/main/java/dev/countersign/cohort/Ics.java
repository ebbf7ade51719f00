package dev.countersign.cohort;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Writes RFC 5545 calendars. Every time is in UTC, so that no reader needs our zones. Pure.
final class Ics {
    private static final int OCTETS = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Ics() {}

    /// @param uid the same for ever
    /// @param sequence rises with every change
    /// @param changed when it was changed last
    /// @param ends empty for a deadline
    record Event(
            String uid,
            int sequence,
            Instant changed,
            Instant starts,
            Optional<Instant> ends,
            String summary,
            String description,
            String location,
            String url,
            boolean cancelled) {}

    static String calendar(String name, List<Event> events) {
        var out = new StringBuilder();
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//Countersign//Learning//EN");
        line(out, "CALSCALE:GREGORIAN");
        line(out, "X-WR-CALNAME:" + text(name));
        line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        events.forEach(e -> event(out, e));
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private static void event(StringBuilder out, Event e) {
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + text(e.uid()));
        line(out, "DTSTAMP:" + UTC.format(e.changed()));
        line(out, "LAST-MODIFIED:" + UTC.format(e.changed()));
        line(out, "SEQUENCE:" + e.sequence());
        line(out, "DTSTART:" + UTC.format(e.starts()));
        e.ends().ifPresent(ends -> line(out, "DTEND:" + UTC.format(ends)));
        line(out, "SUMMARY:" + text(e.summary()));
        optional(out, "DESCRIPTION:", text(e.description()));
        optional(out, "LOCATION:", text(e.location()));
        optional(out, "URL:", plain(e.url()));
        line(out, "STATUS:" + (e.cancelled() ? "CANCELLED" : "CONFIRMED"));
        line(out, "TRANSP:" + (e.cancelled() || e.ends().isEmpty() ? "TRANSPARENT" : "OPAQUE"));
        line(out, "END:VEVENT");
    }

    private static void optional(StringBuilder out, String name, String value) {
        if (!value.isEmpty()) {
            line(out, name + value);
        }
    }

    /// A value of type TEXT.
    static String text(String value) {
        return plain(
                value.replace("\r\n", "\n")
                        .replace("\\", "\\\\")
                        .replace(";", "\\;")
                        .replace(",", "\\,")
                        .replace("\n", "\\n"));
    }

    /// Without what would end or break a line.
    private static String plain(String value) {
        return value.replaceAll("[\\p{Cntrl}]", "");
    }

    /// Folds at 75 octets, never inside a character.
    private static void line(StringBuilder out, String content) {
        var used = 0;
        for (var at = 0; at < content.length(); ) {
            var point = Character.toString(content.codePointAt(at));
            var octets = point.getBytes(StandardCharsets.UTF_8).length;
            if (used + octets > OCTETS) {
                out.append("\r\n ");
                used = 1;
            }
            out.append(point);
            used += octets;
            at += point.length();
        }
        out.append("\r\n");
    }
}
