package dev.countersign.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds documents by meaning, with their words as the tie-breaker: 0.7 of the score is the
/// similarity of the closest passage, 0.3 is BM25, each stretched to run from 0 to 1. Immutable.
///
/// A question with a quoted string asks for those very words, and one that is nothing but an
/// identifier or error code (`KB0012`, `ORA-00942`) means nothing to the encoder: there BM25 alone
/// decides, if it finds anything.
public final class Index {
    private static final Pattern CODE = Pattern.compile("(?=\\S*\\d)(?=\\S*[A-Z_-])\\S{3,40}");
    // The encoder was trained to find passages for questions that begin so.
    private static final String QUESTION =
            "Represent this sentence for searching relevant passages: ";

    private final Encoder encoder;
    private final List<Document> documents;
    private final List<List<Part>> parts;
    private final Words words;

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(Passages.Passage passage, float[] vector) {}

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
        return ask(question).hits(k);
    }

    /// Reads the question once; what comes back can be asked for documents and for evidence.
    public Search ask(String question) {
        try {
            var exact = words.quoted(question);
            if (exact.isEmpty() && CODE.matcher(question.strip()).matches()) {
                exact = words.scores(question);
            }
            var vector = encoder.encode(QUESTION + question);
            var shared = exact.isEmpty() ? words.scores(question) : exact;
            var candidates =
                    IntStream.range(0, documents.size())
                            .mapToObj(i ->
                                    nearest(
                                            documents.get(i),
                                            parts.get(i),
                                            vector,
                                            shared.getOrDefault(i, 0.0)))
                            .toList();
            return new Search(candidates, !exact.isEmpty());
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

    private static Search.Candidate nearest(
            Document document, List<Part> parts, float[] question, double words) {
        var best = parts.getFirst();
        var most = Double.NEGATIVE_INFINITY;
        for (var part : parts) {
            var similarity = Vectors.dot(part.vector(), question);
            if (similarity > most) {
                most = similarity;
                best = part;
            }
        }
        return new Search.Candidate(document, best.passage(), most, words);
    }
}
