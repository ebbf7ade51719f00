package dev.countersign.assist;

import dev.countersign.model.Encoder;
import dev.countersign.model.Hit;
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
    private static final Pattern STEP =
            Pattern.compile("^[ \\t]*(?:\\d+[.)]|[-*])[ \\t]+\\S.*$", Pattern.MULTILINE);

    private Lookup() {}

    static AssistAnswer passages(Encoder encoder, Library library, String input) {
        var search = library.search(input);
        var hits = search.hits(ARTICLES);
        return new AssistAnswer(
                hits.isEmpty() ? "There are no articles." : quoted(hits),
                library.confidence(search),
                Map.of(
                        "sources",
                        hits.stream().map(Lookup::source).toList(),
                        "confidence_basis",
                        library.basis()),
                encoder.version());
    }

    // Only the best is quoted: the rest would bring words into the answer that nobody asked about,
    // and have it held for them. They are named.
    private static String quoted(List<Hit> hits) {
        var best = hits.getFirst();
        var quoted = best.title() + " (" + best.id() + "):\n" + best.passage();
        return hits.size() == 1
                ? quoted
                : hits.stream()
                        .skip(1)
                        .map(hit -> hit.title() + " (" + hit.id() + ")")
                        .collect(Collectors.joining("; ", quoted + "\n\nSee also: ", ""));
    }

    static AssistAnswer steps(Encoder encoder, Library library, String input) {
        var search = library.search(input);
        var hits = search.hits(1);
        if (hits.isEmpty()) {
            return new AssistAnswer(
                    "There are no procedures.",
                    OptionalDouble.empty(),
                    Map.of("sources", List.of()),
                    encoder.version());
        }
        var hit = hits.getFirst();
        var steps = steps(library.text(hit.id()));
        var shown = steps.isEmpty() ? hit.passage() : String.join("\n", steps);
        return new AssistAnswer(
                hit.title() + " (" + hit.id() + "):\n" + shown,
                library.confidence(search),
                Map.of(
                        "confidence_basis",
                        library.basis(),
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

    /// The first lines that are items of a list.
    static List<String> steps(String text) {
        return STEP.matcher(text).results().limit(STEPS).map(m -> m.group().strip()).toList();
    }

    // No words of the document: what the rules have not read in the answer may not leave beside it.
    private static Map<String, String> source(Hit hit) {
        return Map.of(
                "id",
                hit.id(),
                "title",
                hit.title(),
                "offset",
                Integer.toString(hit.start()),
                "similarity",
                String.format(Locale.ROOT, "%.3f", hit.similarity()));
    }
}
