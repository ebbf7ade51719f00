package dev.countersign.quality;

import dev.countersign.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What a root cause must say before anybody signs it. Pure.
final class CauseDraft {
    /// One "why?" is a symptom; the third is seldom.
    static final int LEAST_WHYS = 3;

    static final int MOST_WHYS = 5;
    private static final int LEAST = 10;
    private static final int MOST = 1_000;

    private CauseDraft() {}

    /// @param works whether a person works here, by id
    /// @param mask takes personal data out
    /// @throws dev.countersign.kernel.ProblemException 422
    static Cause of(
            Cause.Text typed,
            String id,
            String by,
            Instant at,
            Predicate<String> works,
            UnaryOperator<String> mask) {
        var whys =
                typed.whys().stream()
                        .map(w -> w.replaceAll("\\s+", " ").strip())
                        .filter(w -> !w.isEmpty())
                        .map(mask)
                        .toList();
        if (whys.size() < LEAST_WHYS || whys.size() > MOST_WHYS) {
            throw Refusal.of(
                    422,
                    "whys",
                    "\"why?\" is answered " + whys.size() + " times",
                    "answer it %d to %d times, each time about the answer before"
                            .formatted(LEAST_WHYS, MOST_WHYS));
        }
        whys.forEach(w -> Refusal.measured("an answer to \"why?\"", w, LEAST, MOST));
        if (!works.test(typed.owner())) {
            throw Refusal.of(
                    422,
                    "owner",
                    typed.owner().isBlank()
                            ? "nobody carries out the corrective action"
                            : "`" + typed.owner() + "` does not work here",
                    "name one person who does");
        }
        return new Cause(
                id,
                whys,
                mask.apply(Refusal.measured("the root cause", typed.statement(), LEAST, MOST)),
                mask.apply(Refusal.measured("the corrective action", typed.action(), LEAST, MOST)),
                typed.owner(),
                due(typed.due(), at),
                Cause.State.DRAFT,
                by,
                at,
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private static LocalDate due(String typed, Instant now) {
        LocalDate due;
        try {
            due = LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.of(
                    422,
                    "due",
                    "`" + typed + "` is no day",
                    "write the day by which the action is done, such as 2026-12-15");
        }
        if (due.isBefore(today(now))) {
            throw Refusal.of(
                    422, "due", due + " is over", "name today or a later day for the action");
        }
        return due;
    }

    /// Days are UTC's: due dates are the organisation's, not a reader's.
    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /// What a signature stands under.
    static String signedText(Cause c, List<String> defects) {
        return String.join(
                "\n",
                String.join(" ", defects),
                String.join("\n", c.whys()),
                c.statement(),
                c.action(),
                c.owner(),
                c.due().toString());
    }
}
