package dev.countersign.assist;

import dev.countersign.model.Encoder;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Picks the sentences that say most: close to what the whole text says, early, and unlike those
/// already picked. Word for word and in their order; nothing is rephrased.
final class Summary {
    private static final int SENTENCES = 3;
    private static final int CONSIDERED = 40;
    private static final double CENTRAL = 0.7;
    private static final double EARLY = 0.1;

    /// A sentence and its place in the text.
    record Sentence(String text, int start, int end) {}

    private Summary() {}

    static List<Sentence> of(Encoder encoder, String text) {
        var sentences = sentences(text);
        if (sentences.size() <= SENTENCES) {
            return sentences;
        }
        var vectors = encoder.encodeAll(sentences.stream().map(Sentence::text).toList());
        var centre = centre(vectors);
        var picked = new ArrayList<Integer>();
        while (picked.size() < SENTENCES) {
            IntStream.range(0, sentences.size())
                    .filter(i -> !picked.contains(i))
                    .boxed()
                    .max(Comparator.comparingDouble(i -> worth(i, vectors, centre, picked)))
                    .ifPresent(picked::add);
        }
        return picked.stream().sorted().map(sentences::get).toList();
    }

    /// Sentences of letters or digits, at most [#CONSIDERED], offsets into the text.
    static List<Sentence> sentences(String text) {
        var sentences = new ArrayList<Sentence>();
        var breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        var lineStart = 0;
        while (lineStart < text.length() && sentences.size() < CONSIDERED) {
            var lineEnd = text.indexOf('\n', lineStart);
            lineEnd = lineEnd < 0 ? text.length() : lineEnd;
            breaks.setText(text.substring(lineStart, lineEnd));
            var from = breaks.first();
            for (var to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
                add(sentences, text, lineStart + from, lineStart + to);
                from = to;
            }
            lineStart = lineEnd + 1;
        }
        return sentences.stream().limit(CONSIDERED).toList();
    }

    private static void add(List<Sentence> sentences, String text, int from, int to) {
        var start = from;
        var end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        var sentence = text.substring(start, end);
        if (sentence.chars().anyMatch(Character::isLetterOrDigit)) {
            sentences.add(new Sentence(sentence, start, end));
        }
    }

    static List<Map<String, String>> details(List<Sentence> summary) {
        return summary.stream()
                .map(s ->
                        Map.of(
                                "text",
                                s.text(),
                                "start",
                                Integer.toString(s.start()),
                                "end",
                                Integer.toString(s.end())))
                .toList();
    }

    private static double worth(
            int i, List<float[]> vectors, float[] centre, List<Integer> picked) {
        var vector = vectors.get(i);
        var repeated = picked.stream().mapToDouble(j -> dot(vector, vectors.get(j))).max();
        return CENTRAL * dot(vector, centre) - (1 - CENTRAL) * repeated.orElse(0) + EARLY / (1 + i);
    }

    private static float[] centre(List<float[]> vectors) {
        var centre = new float[Encoder.SIZE];
        for (var vector : vectors) {
            for (var i = 0; i < centre.length; i++) {
                centre[i] += vector[i] / vectors.size();
            }
        }
        return centre;
    }

    private static double dot(float[] a, float[] b) {
        var sum = 0.0;
        for (var i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
