package dev.countersign.desk;

import dev.countersign.kernel.Problem;
import java.util.Locale;
import java.util.Set;

/// The approver's written why. There is no decision without one, and it must say something.
public record Justification(String text) {
    public static final int MIN_CHARACTERS = 20;
    public static final int MAX_CHARACTERS = 2_000;
    private static final int MIN_WORDS = 4;
    private static final Set<String> EMPTY_WORDS =
            Set.of(
                    "ok",
                    "okay",
                    "fine",
                    "good",
                    "yes",
                    "no",
                    "approved",
                    "denied",
                    "approve",
                    "deny",
                    "looks",
                    "lgtm",
                    "done",
                    "sure",
                    "it",
                    "is",
                    "all",
                    "this",
                    "that",
                    "seems",
                    "the",
                    "a");

    public Justification {
        text = text.strip();
        if (text.length() < MIN_CHARACTERS || text.length() > MAX_CHARACTERS) {
            throw refused(
                    "the justification has "
                            + text.length()
                            + " characters; it needs "
                            + MIN_CHARACTERS
                            + " to "
                            + MAX_CHARACTERS,
                    "say what you checked and why this is right, so that it reads well in six"
                            + " months");
        }
        var telling =
                java.util.Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                        .filter(word -> !word.isEmpty() && !EMPTY_WORDS.contains(word))
                        .distinct()
                        .count();
        if (telling < MIN_WORDS) {
            throw refused(
                    "the justification says too little: only " + telling + " telling words",
                    "name the fact you relied on, for example the order, the policy or the"
                            + " customer's record");
        }
    }

    private static dev.countersign.kernel.ProblemException refused(String detail, String remedy) {
        return new Problem(422, "justification", "Write why", detail, remedy).asException();
    }
}
