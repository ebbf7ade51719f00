package dev.countersign.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds documents by meaning, with their words as the tie-breaker: 0.7 of the score is the
/// similarity of the closest passage, 0.3 is BM25, each stretched to run from 0 to 1. Immutable.
///
/// A question with a quoted string asks for those very words, and one that is nothing but an
/// identifier or error code (`KB0012`, `ORA-00942`) means nothing to the encoder: there BM25 alone
/// decides, if it finds anything.
public final class Index {
    private static final double MEANING = 0.7;
    private static final Pattern CODE = Pattern.compile("(?=\\S*\\d)(?=\\S*[A-Z_-])\\S{3,40}");
    // The encoder was trained to find passages for questions that begin so.
    private static final String QUESTION =
            "Represent this sentence for searching relevant passages: ";
    private static final int LONGEST_PASSAGE = 1200;

    private final Encoder encoder;
    private final List<Document> documents;
    private final List<List<Part>> parts;
    private final Words words;

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(Passages.Passage passage, float[] vector) {}

    private record Near(double similarity, Passages.Passage passage) {}

    private Index(Encoder encoder, List<Document> documents, List<List<Part>> parts, Words words) {
        this.encoder = encoder;
        this.documents = documents;
        this.parts = parts;
        this.words = words;
    }

    /// Reads every document; some milliseconds for each passage of 700 chars.
    public static Index build(Encoder encoder, List<Document> documents) {
        var copy = List.copyOf(documents);
        try {
            var words = Words.build(copy);
            var parts = copy.stream().map(Index::passages).toList();
            var texts = new ArrayList<String>();
            for (var i = 0; i < copy.size(); i++) {
                for (var passage : parts.get(i)) {
                    texts.add(titled(copy.get(i), passage));
                }
            }
            var vectors = encoder.encodeAll(texts).iterator();
            var encoded =
                    parts.stream()
                            .map(list ->
                                    list.stream().map(p -> new Part(p, vectors.next())).toList())
                            .toList();
            return new Index(encoder, copy, encoded, words);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot index in memory", e);
        }
    }

    private static List<Passages.Passage> passages(Document document) {
        var passages = Passages.of(document.text());
        return passages.isEmpty() ? List.of(new Passages.Passage(0, 0)) : passages;
    }

    private static String titled(Document document, Passages.Passage passage) {
        return document.title() + "\n" + document.text().substring(passage.start(), passage.end());
    }

    /// @return the best documents, best first, at most `k`; none if there are no documents
    public List<Hit> search(String question, int k) {
        try {
            var exact = words.quoted(question);
            if (exact.isEmpty() && CODE.matcher(question.strip()).matches()) {
                exact = words.scores(question);
            }
            var vector = encoder.encode(QUESTION + question);
            var near = parts.stream().map(list -> nearest(list, vector)).toList();
            var scores = exact.isEmpty() ? blend(near, words.scores(question)) : alone(exact);
            return IntStream.range(0, documents.size())
                    .filter(i -> scores[i] >= 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -scores[i]))
                    .limit(k)
                    .map(i -> hit(documents.get(i), scores[i], near.get(i)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search in memory", e);
        }
    }

    public int size() {
        return documents.size();
    }

    /// The whole text of a document, by its id.
    ///
    /// @throws IllegalArgumentException if there is none
    public String text(String id) {
        return documents.stream()
                .filter(document -> document.id().equals(id))
                .map(Document::text)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no document `" + id + "`"));
    }

    private static Near nearest(List<Part> parts, float[] vector) {
        var best = parts.getFirst();
        var most = Double.NEGATIVE_INFINITY;
        for (var part : parts) {
            var similarity = Vectors.dot(part.vector(), vector);
            if (similarity > most) {
                most = similarity;
                best = part;
            }
        }
        return new Near(most, best.passage());
    }

    private static double[] blend(List<Near> near, Map<Integer, Double> words) {
        var least = near.stream().mapToDouble(Near::similarity).min().orElse(0);
        var most = near.stream().mapToDouble(Near::similarity).max().orElse(0);
        var mostWords = words.values().stream().mapToDouble(d -> d).max().orElse(1);
        var scores = new double[near.size()];
        for (var i = 0; i < scores.length; i++) {
            var meaning =
                    most - least < 1e-9 ? 1 : (near.get(i).similarity() - least) / (most - least);
            scores[i] = MEANING * meaning + (1 - MEANING) * words.getOrDefault(i, 0.0) / mostWords;
        }
        return scores;
    }

    private double[] alone(Map<Integer, Double> words) {
        var most = words.values().stream().mapToDouble(d -> d).max().orElse(1);
        return IntStream.range(0, documents.size())
                .mapToDouble(i -> words.containsKey(i) ? words.getOrDefault(i, 0.0) / most : -1)
                .toArray();
    }

    private static Hit hit(Document document, double score, Near near) {
        var start = near.passage().start();
        var end = Math.min(near.passage().end(), start + LONGEST_PASSAGE);
        return new Hit(
                document.id(),
                document.title(),
                score,
                near.similarity(),
                document.text().substring(start, end),
                start,
                end);
    }
}
