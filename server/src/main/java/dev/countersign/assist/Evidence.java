package dev.countersign.assist;

import dev.countersign.model.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Finds for each step of a procedure the sentence of a record that is nearest to it, word for
/// word. It proposes that a step was followed where that sentence is about the same, and says
/// otherwise that it cannot tell: likeness never shows that something was not done. Without a
/// confidence, so that a person always looks first.
final class Evidence {
    /// In the example's records, steps that they tell of are at 0.85 or more, all others at 0.67 or
    /// less.
    private static final double ABOUT_THE_SAME = 0.8;

    private static final String RECORD = "\nRecord:\n";
    private static final Pattern STEP = Pattern.compile("^(\\d{1,2})\\. (.+)$");

    private record Step(String number, String text) {}

    private Evidence() {}

    static AssistAnswer of(Encoder encoder, String input) {
        var at = input.indexOf(RECORD);
        var steps = steps(at < 0 ? input : input.substring(0, at));
        var sentences =
                at < 0
                        ? List.<Summary.Sentence>of()
                        : Summary.sentences(input.substring(at + RECORD.length()));
        if (steps.isEmpty() || sentences.isEmpty()) {
            return answer(
                    encoder, "The text holds no numbered steps, or no record after `Record:`.");
        }
        var asked = encoder.encodeAll(steps.stream().map(Step::text).toList());
        var known = encoder.encodeAll(sentences.stream().map(Summary.Sentence::text).toList());
        var out = new StringBuilder();
        for (var i = 0; i < steps.size(); i++) {
            var best = 0;
            for (var j = 1; j < known.size(); j++) {
                if (likeness(asked.get(i), known.get(j))
                        > likeness(asked.get(i), known.get(best))) {
                    best = j;
                }
            }
            var same = likeness(asked.get(i), known.get(best)) >= ABOUT_THE_SAME;
            out.append(steps.get(i).number())
                    .append(same ? ". followed" : ". cannot tell")
                    .append(": \"")
                    .append(sentences.get(best).text())
                    .append("\"\n");
        }
        return answer(encoder, out.toString().stripTrailing());
    }

    private static List<Step> steps(String text) {
        var out = new ArrayList<Step>();
        for (var line : text.lines().toList()) {
            var found = STEP.matcher(line);
            if (found.matches()) {
                out.add(new Step(found.group(1), found.group(2)));
            }
        }
        return out;
    }

    /// Vectors have length 1.
    private static double likeness(float[] a, float[] b) {
        var sum = 0.0;
        for (var i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static AssistAnswer answer(Encoder encoder, String text) {
        return new AssistAnswer(
                text, OptionalDouble.empty(), Map.of("sources", List.of()), encoder.version());
    }
}
