package dev.countersign.confidence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Turns what an answer comes with into a confidence. Every method is pure.
public final class Recipes {
    private static final Pattern STATED_JSON =
            Pattern.compile("\"confidence\"\\s*:\\s*(1(?:\\.0{1,6})?|0?\\.\\d{1,6}|0)(?![\\d.])");
    private static final Pattern STATED_LINE =
            Pattern.compile(
                    "(?i)^\\s*confidence\\s*[:=]\\s*(1(?:\\.0{1,6})?|0?\\.\\d{1,6}|0|\\d{1,3}\\s?%)\\s*$");
    private static final List<String> REFUSALS =
            List.of(
                    "i cannot",
                    "i can't",
                    "i'm unable",
                    "i am unable",
                    "as an ai",
                    "i don't know",
                    "i do not know");

    private Recipes() {}

    /// exp of the mean log-probability: the geometric mean probability of the answer's tokens.
    ///
    /// @param logprobs natural logarithms, each at most 0
    public static Optional<Confidence> logprobs(List<Double> logprobs) {
        if (logprobs.isEmpty()) {
            return Optional.empty();
        }
        var sum = 0.0;
        for (var logprob : logprobs) {
            if (!(logprob <= 0)) {
                return Optional.empty();
            }
            sum += logprob;
        }
        return Optional.of(new Confidence(Math.exp(sum / logprobs.size()), "logprobs"));
    }

    /// What the model says of itself: a JSON member `confidence`, or a last line `confidence:
    /// 0.93`. Two different statements in one answer are none.
    public static Optional<Confidence> stated(String answer) {
        var json = STATED_JSON.matcher(answer);
        if (json.find()) {
            var first = json.group(1);
            while (json.find()) {
                if (!json.group(1).equals(first)) {
                    return Optional.empty();
                }
            }
            return number(first);
        }
        var lines = answer.stripTrailing().lines().toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var line = STATED_LINE.matcher(lines.getLast());
        return line.matches() ? number(line.group(1)) : Optional.empty();
    }

    /// The share of structural checks that hold: the model finished by itself, the answer is not
    /// empty, does not refuse, and does not merely repeat the question.
    ///
    /// @param finishReason as the upstream gave it
    public static Confidence checks(String finishReason, String request, String answer) {
        var held = 0;
        held += finishReason.equals("stop") || finishReason.equals("tool_calls") ? 1 : 0;
        held += answer.isBlank() ? 0 : 1;
        held += refuses(answer) ? 0 : 1;
        held += !answer.isBlank() && request.contains(answer.strip()) ? 0 : 1;
        return new Confidence(held / 4.0, "checks");
    }

    private static boolean refuses(String answer) {
        var start = answer.substring(0, Math.min(answer.length(), 200)).toLowerCase(Locale.ROOT);
        return REFUSALS.stream().anyMatch(start::contains);
    }

    private static Optional<Confidence> number(String text) {
        var value =
                text.endsWith("%")
                        ? Double.parseDouble(text.substring(0, text.length() - 1).strip()) / 100
                        : Double.parseDouble(text);
        return value <= 1 ? Optional.of(new Confidence(value, "stated")) : Optional.empty();
    }
}
