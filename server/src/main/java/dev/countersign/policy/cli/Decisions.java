package dev.countersign.policy.cli;

import dev.countersign.policy.Facts;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Recorded decisions as JSON lines, read one by one.
final class Decisions {
    private Decisions() {}

    /// What is done with each.
    interface Reader {
        void read(String id, Facts facts, Outcome outcome, Instant at);
    }

    /// @param usual the time of a decision that tells none
    static void each(Path file, Instant usual, Reader reader) throws Folder.Unreadable {
        var number = 0;
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    one(file + ":" + number, line, usual, reader);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Folder.Unreadable(
                    "cannot read `" + file + "` as UTF-8; name a JSON lines file");
        }
    }

    private static void one(String place, String line, Instant usual, Reader reader)
            throws Folder.Unreadable {
        var record = Cases.object(place, line);
        if (!(record.get("facts") instanceof Map<?, ?> given)) {
            throw new Folder.Unreadable(place + ": `facts` is missing; add an object");
        }
        reader.read(
                String.valueOf(record.get("id")),
                Cases.facts(place, given),
                outcome(place, String.valueOf(record.get("outcome"))),
                at(place, record.get("at"), usual));
    }

    private static Instant at(
            String place, @org.jspecify.annotations.Nullable Object at, Instant usual)
            throws Folder.Unreadable {
        if (at == null) {
            return usual;
        }
        try {
            return Instant.parse(String.valueOf(at));
        } catch (DateTimeParseException e) {
            throw new Folder.Unreadable(
                    place + ": `at` is `" + at + "`; write 2026-11-30T00:00:00Z");
        }
    }

    private static Outcome outcome(String place, String word) throws Folder.Unreadable {
        for (var outcome : Outcome.values()) {
            if (word(outcome).equals(word)) {
                return outcome;
            }
        }
        throw new Folder.Unreadable(
                place + ": `outcome` is `" + word + "`; write approve, escalate or deny");
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> told(Replay.Result result) {
        var out = new LinkedHashMap<String, Object>();
        out.put("decisions", result.decisions());
        out.put("changed", result.changed());
        out.put("byTeam", result.byTeam());
        out.put("byCategory", result.byCategory());
        out.put("byWay", result.byWay());
        out.put("first", first(result));
        return out;
    }

    static List<String> lines(Replay.Result result) {
        var lines = new ArrayList<>(first(result));
        lines.add(
                result.changed()
                        + " of "
                        + result.decisions()
                        + " recorded decisions would change");
        lines.add("by team: " + counts(result.byTeam()));
        lines.add("by category: " + counts(result.byCategory()));
        lines.add("by outcome: " + counts(result.byWay()));
        return lines;
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        counts.entrySet().stream()
                                .map(e ->
                                        (e.getKey().isEmpty() ? "unknown" : e.getKey())
                                                + " "
                                                + e.getValue())
                                .toList());
    }

    private static List<String> first(Replay.Result result) {
        return result.first().stream()
                .map(c -> c.id() + ": " + word(c.was()) + " would be " + word(c.is()))
                .toList();
    }
}
