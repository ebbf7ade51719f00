package dev.countersign.measure;

import dev.countersign.kernel.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// A reading as somebody typed or sent it, checked.
public record NewReading(String kpi, Value value, String note) {
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_DAYS = 366;

    /// @param today the last day that can have been measured
    /// @throws dev.countersign.kernel.ProblemException 422
    public static NewReading of(
            String kpi,
            String value,
            String from,
            String to,
            String pieces,
            String note,
            LocalDate today) {
        var first = day("from", from);
        var last = day("to", to);
        if (last.isBefore(first)) {
            throw wrong(
                    "the period ends on " + last + ", before it begins on " + first,
                    "write the first day under from and the last one under to");
        }
        if (last.isAfter(today)) {
            throw wrong(
                    "the period ends on " + last + ", which has not passed",
                    "write it down when the period is over");
        }
        if (first.plusDays(LONGEST_DAYS).isBefore(last)) {
            throw wrong(
                    "the period is longer than a year",
                    "write one down for each week or month: a change shows in time");
        }
        if (note.strip().length() > LONGEST_NOTE) {
            throw wrong(
                    "the note has " + note.strip().length() + " characters",
                    "keep it below " + LONGEST_NOTE);
        }
        return new NewReading(
                kpi.strip(), new Value(number(value), first, last, pieces(pieces)), note.strip());
    }

    private static BigDecimal number(String text) {
        var plain = text.strip().replace(',', '.');
        if (!plain.matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?")) {
            throw wrong(
                    "the value `" + text + "` is no number",
                    "write one such as 11.4, without a unit");
        }
        return new BigDecimal(plain);
    }

    private static Optional<Integer> pieces(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (!text.strip().matches("[1-9][0-9]{0,8}")) {
            throw wrong(
                    "`" + text + "` is no number of pieces of work",
                    "write a whole number, or leave it out");
        }
        return Optional.of(Integer.parseInt(text.strip()));
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw wrong(
                    "`" + text + "` under " + name + " is no day", "write one such as 2026-09-14");
        }
    }

    private static RuntimeException wrong(String detail, String remedy) {
        return Refusal.of(422, "reading", detail, remedy);
    }
}
