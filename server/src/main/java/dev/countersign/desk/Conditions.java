package dev.countersign.desk;

import dev.countersign.kernel.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an approval of some categories must say beside its justification. Pure.
///
/// A customer exemption ends on a day and says how it is removed; a conflict of configurations says
/// which third way was considered.
public final class Conditions {
    public static final String EXEMPTION = "customer_exemption";
    public static final String CONFLICT = "config_conflict";
    private static final int MIN_CHARACTERS = 20;
    private static final int MAX_CHARACTERS = 1_000;
    private static final int MAX_DAYS = 365;

    private Conditions() {}

    /// One thing to say.
    ///
    /// @param kind `date` or `text`
    public record Asked(String name, String label, String hint, String kind) {}

    public static List<Asked> asked(NewCase opened) {
        return switch (opened.facts().map(CaseFacts::kind).orElse("")) {
            case EXEMPTION ->
                    List.of(
                            new Asked(
                                    "until",
                                    "Until",
                                    "The exemption ends by itself on this day.",
                                    "date"),
                            new Asked(
                                    "removal_plan",
                                    "How it is removed",
                                    "Who does what, by when, so that it is not needed any more.",
                                    "text"));
            case CONFLICT ->
                    List.of(
                            new Asked(
                                    "third_option",
                                    "The third option",
                                    "Both sides want something: what would serve both, and why is"
                                            + " it not taken?",
                                    "text"));
            default -> List.of();
        };
    }

    /// What is missing or wrong, by the condition's name.
    public static Map<String, String> wrong(
            NewCase opened, Map<String, String> given, Instant now) {
        var wrong = new LinkedHashMap<String, String>();
        for (var asked : asked(opened)) {
            var text = given.getOrDefault(asked.name(), "").strip();
            if (asked.kind().equals("date")) {
                date(asked, text, now).ifPresent(sentence -> wrong.put(asked.name(), sentence));
            } else if (text.length() < MIN_CHARACTERS || text.length() > MAX_CHARACTERS) {
                wrong.put(
                        asked.name(),
                        "`"
                                + asked.name()
                                + "` ("
                                + asked.label()
                                + ") has "
                                + text.length()
                                + " characters; it needs "
                                + MIN_CHARACTERS
                                + " to "
                                + MAX_CHARACTERS);
            }
        }
        return wrong;
    }

    /// @throws dev.countersign.kernel.ProblemException 422 that names everything that is missing
    static void require(NewCase opened, Map<String, String> given, Instant now) {
        var wrong = List.copyOf(wrong(opened, given, now).values());
        if (!wrong.isEmpty()) {
            throw new Problem(
                            422,
                            "conditions",
                            "Say under which conditions",
                            "an approval of this category says more",
                            wrong,
                            "fill them in; deny it where nobody can say")
                    .asException();
        }
    }

    /// When an approved exemption ends: at the end of its last day, UTC.
    static Optional<Instant> ends(NewCase opened, Map<String, String> given) {
        return asked(opened).stream()
                .filter(a -> a.kind().equals("date"))
                .findFirst()
                .map(a ->
                        LocalDate.parse(given.getOrDefault(a.name(), "").strip())
                                .plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant());
    }

    private static Optional<String> date(Asked asked, String text, Instant now) {
        var today = now.atZone(ZoneOffset.UTC).toLocalDate();
        try {
            var day = LocalDate.parse(text);
            return day.isBefore(today) || day.isAfter(today.plusDays(MAX_DAYS))
                    ? Optional.of(
                            "`"
                                    + asked.name()
                                    + "` is "
                                    + day
                                    + "; choose a day from today to "
                                    + today.plusDays(MAX_DAYS))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of(
                    "`" + asked.name() + "` is `" + text + "`, not a day like `2026-11-30`");
        }
    }
}
