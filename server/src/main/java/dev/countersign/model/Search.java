package dev.countersign.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// One question held against every document of an [Index]. Immutable; blending is cheap, so the
/// same question can be judged again as if a document were not there.
public final class Search {
    private static final double MEANING = 0.7;
    private static final int LONGEST_PASSAGE = 1200;

    private final List<Candidate> candidates;
    private final boolean wordsAlone;

    /// @param similarity cosine of the question and the document's closest passage
    /// @param words BM25 of the question's words in the document; 0 if they share none
    record Candidate(
            Document document, Passages.Passage passage, double similarity, double words) {}

    private record Scored(Candidate candidate, double score) {}

    /// @param wordsAlone the question asks for exact words: only documents that have them count
    Search(List<Candidate> candidates, boolean wordsAlone) {
        this.candidates = List.copyOf(candidates);
        this.wordsAlone = wordsAlone;
    }

    /// @return the best documents, best first, at most `k`; none if there are no documents
    public List<Hit> hits(int k) {
        return ranked().stream().limit(k).map(Search::hit).toList();
    }

    /// How the first document stands out; empty if none was found.
    public Optional<Evidence> evidence() {
        var ranked = ranked();
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        var first = ranked.getFirst().candidate();
        return Optional.of(
                new Evidence(
                        first.similarity(),
                        first.similarity() - bestOfOthers(first, Candidate::similarity),
                        first.words(),
                        first.words() - bestOfOthers(first, Candidate::words)));
    }

    /// The same question where this document does not exist.
    public Search without(String id) {
        return new Search(
                candidates.stream().filter(c -> !c.document().id().equals(id)).toList(),
                wordsAlone);
    }

    private double bestOfOthers(Candidate first, ToDoubleFunction<Candidate> value) {
        return without(first.document().id()).candidates.stream()
                .mapToDouble(value)
                .max()
                .orElse(0);
    }

    private List<Scored> ranked() {
        var scores = wordsAlone ? alone() : blend();
        return IntStream.range(0, candidates.size())
                .filter(i -> !wordsAlone || candidates.get(i).words() > 0)
                .mapToObj(i -> new Scored(candidates.get(i), scores[i]))
                .sorted(Comparator.comparingDouble(s -> -s.score()))
                .toList();
    }

    private double[] blend() {
        var meaning = candidates.stream().mapToDouble(Candidate::similarity).summaryStatistics();
        var spread = meaning.getMax() - meaning.getMin();
        var words = alone();
        return IntStream.range(0, candidates.size())
                .mapToDouble(i -> {
                    var above = candidates.get(i).similarity() - meaning.getMin();
                    var stretched = spread < 1e-9 ? 1 : above / spread;
                    return MEANING * stretched + (1 - MEANING) * words[i];
                })
                .toArray();
    }

    private double[] alone() {
        var most = candidates.stream().mapToDouble(Candidate::words).max().orElse(0);
        return candidates.stream().mapToDouble(c -> most > 0 ? c.words() / most : 0).toArray();
    }

    private static Hit hit(Scored scored) {
        var document = scored.candidate().document();
        var start = scored.candidate().passage().start();
        var end = Math.min(scored.candidate().passage().end(), start + LONGEST_PASSAGE);
        return new Hit(
                document.id(),
                document.title(),
                scored.score(),
                scored.candidate().similarity(),
                document.text().substring(start, end),
                start,
                end);
    }
}
