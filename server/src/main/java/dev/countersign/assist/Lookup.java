package dev.countersign.assist;

import dev.countersign.model.Encoder;
import dev.countersign.model.Hit;
import dev.countersign.model.Index;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers from approved documents, word for word, each with its source.
final class Lookup {
    private static final int ARTICLES = 3;
    private static final int STEPS = 5;
    // Questions are cut off here: the encoder reads no further, and a whole ticket is a question.
    private static final int QUESTION = 2000;
    private static final Pattern STEP =
            Pattern.compile("^[ \\t]*(?:\\d+[.)]|[-*])[ \\t]+\\S.*$", Pattern.MULTILINE);

    // Fitted by logistic regression to 56 alert texts whose runbook exists, 27 whose runbook does
    // not and 83 questions from another trade, over 108 runbooks (see ADR 7): at what similarity is
    // the first document found the right one? Half of them at MIDDLE.
    private static final double MIDDLE = 0.77;
    private static final double STEEPNESS = 25;

    private Lookup() {}

    static AssistAnswer passages(Encoder encoder, Index index, String input) {
        var hits = search(index, input, ARTICLES);
        var text =
                hits.stream()
                        .map(hit -> hit.title() + " (" + hit.id() + "):\n" + hit.passage())
                        .collect(Collectors.joining("\n\n"));
        return new AssistAnswer(
                hits.isEmpty() ? "There are no articles." : text,
                confidence(hits),
                Map.of("sources", hits.stream().map(Lookup::source).toList()),
                encoder.version());
    }

    static AssistAnswer steps(Encoder encoder, Index index, String input) {
        var hits = search(index, input, 1);
        if (hits.isEmpty()) {
            return new AssistAnswer(
                    "There are no procedures.",
                    OptionalDouble.empty(),
                    Map.of("sources", List.of()),
                    encoder.version());
        }
        var hit = hits.getFirst();
        var steps = steps(index.text(hit.id()));
        var shown = steps.isEmpty() ? hit.passage() : String.join("\n", steps);
        return new AssistAnswer(
                hit.title() + " (" + hit.id() + "):\n" + shown,
                confidence(hits),
                Map.of(
                        "procedure",
                        hit.id(),
                        "title",
                        hit.title(),
                        "steps",
                        steps,
                        "sources",
                        List.of(source(hit))),
                encoder.version());
    }

    private static List<Hit> search(Index index, String input, int k) {
        return index.search(input.substring(0, Math.min(QUESTION, input.length())), k);
    }

    /// The first lines that are items of a list.
    static List<String> steps(String text) {
        return STEP.matcher(text).results().limit(STEPS).map(m -> m.group().strip()).toList();
    }

    private static OptionalDouble confidence(List<Hit> hits) {
        return hits.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(confidence(hits.getFirst().similarity()));
    }

    /// Rises with the similarity and never reaches 0 or 1.
    static double confidence(double similarity) {
        return 1 / (1 + Math.exp(-STEEPNESS * (similarity - MIDDLE)));
    }

    private static Map<String, String> source(Hit hit) {
        return Map.of(
                "id",
                hit.id(),
                "title",
                hit.title(),
                "passage",
                hit.passage(),
                "offset",
                Integer.toString(hit.start()),
                "similarity",
                String.format(Locale.ROOT, "%.3f", hit.similarity()));
    }
}
