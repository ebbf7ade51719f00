package dev.countersign.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written, a reader made from RFC 5545 alone reads back.
class IcsTest {
    private static final Instant STARTS = Instant.parse("2026-10-25T00:30:00Z");

    private static String calendar(String summary, String description, boolean cancelled) {
        return Ics.calendar(
                "Learning",
                List.of(
                        new Ics.Event(
                                "session-1@countersign",
                                3,
                                Instant.parse("2026-10-01T08:00:00Z"),
                                STARTS,
                                Optional.of(STARTS.plusSeconds(7200)),
                                summary,
                                description,
                                "Room 4; left, then up",
                                "http://here/learn/sessions/session-1",
                                cancelled)));
    }

    /// Section 3.1: a line break followed by a space is none.
    private static List<String> unfolded(String text) {
        return List.of(text.replace("\r\n ", "").split("\r\n", -1));
    }

    private static String value(String text, String name) {
        return unfolded(text).stream()
                .filter(l -> l.startsWith(name + ":"))
                .map(l -> l.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /// Section 3.3.11, character by character.
    private static String unescaped(String value) {
        var out = new StringBuilder();
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c != '\\') {
                assertThat(c).isNotIn(';', ',');
                out.append(c);
            } else {
                i++;
                var next = value.charAt(i);
                assertThat(next).isIn('\\', ';', ',', 'n');
                out.append(next == 'n' ? '\n' : next);
            }
        }
        return out.toString();
    }

    @Test
    @Requirement("P2")
    void timesAreInUtcAndChangesRaiseTheSequence() {
        var text = calendar("Automation 101", "", false);

        assertThat(unfolded(text))
                .startsWith("BEGIN:VCALENDAR", "VERSION:2.0")
                .contains(
                        "UID:session-1@countersign",
                        "SEQUENCE:3",
                        "DTSTAMP:20261001T080000Z",
                        "DTSTART:20261025T003000Z",
                        "DTEND:20261025T023000Z",
                        "STATUS:CONFIRMED",
                        "LOCATION:Room 4\\; left\\, then up")
                .endsWith("END:VEVENT", "END:VCALENDAR", "");
        assertThat(text).doesNotContain("VTIMEZONE", "TZID", "DESCRIPTION");
        assertThat(calendar("Automation 101", "", true)).contains("STATUS:CANCELLED");
    }

    @Test
    void anyTextComesBackAndNoLineIsLongerThanSeventyFiveOctets() {
        var random = new Random(20261121);
        var parts =
                List.of("a", ",", ";", "\\", "\n", ":", "é", "漢", "🎓", " ", "\"", "BEGIN:VEVENT");
        for (var n = 0; n < 500; n++) {
            var words = new StringBuilder();
            for (var i = random.nextInt(120); i >= 0; i--) {
                words.append(parts.get(random.nextInt(parts.size())));
            }
            var text = calendar(words.toString(), words + "\r\n" + words, false);

            assertThat(unescaped(value(text, "SUMMARY"))).isEqualTo(words.toString());
            assertThat(unescaped(value(text, "DESCRIPTION"))).isEqualTo(words + "\n" + words);
            var lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
            for (var line : lines) {
                assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
                // A cut through a character would leave a replacement behind.
                assertThat(
                                new String(
                                        line.getBytes(StandardCharsets.UTF_8),
                                        StandardCharsets.UTF_8))
                        .isEqualTo(line);
            }
            assertThat(unfolded(text)).filteredOn("BEGIN:VEVENT"::equals).hasSize(1);
        }
    }
}
