package dev.countersign.assist;

import dev.countersign.model.Curve;
import dev.countersign.model.Document;
import dev.countersign.model.Encoder;
import dev.countersign.model.Index;
import dev.countersign.model.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Documents that can be searched, and how sure a find in them may be. Immutable.
///
/// How similar a question and its answer look differs from one collection to the next, so no curve
/// is shipped: it is fitted to the collection's own labelled questions. Each answerable one is
/// asked twice, as it is and as if its document did not exist; what is found then is wrong for
/// certain. Without enough questions there is no confidence, and the playbook has the answer held.
final class Library {
    /// Fewest labelled questions for a confidence.
    static final int QUESTIONS = 30;

    // A whole ticket can be a question; the encoder reads no further than this.
    private static final int LONGEST = 2000;

    private final Index index;
    private final Optional<Curve> curve;
    private final int questions;

    private Library(Index index, Optional<Curve> curve, int questions) {
        this.index = index;
        this.curve = curve;
        this.questions = questions;
    }

    static Library of(Encoder encoder, List<Document> documents) {
        return new Library(Index.build(encoder, documents), Optional.empty(), 0);
    }

    /// The same documents with a confidence, if the questions are enough to fit one.
    Library calibrated(List<Question> labelled) {
        if (labelled.size() < QUESTIONS) {
            return new Library(index, Optional.empty(), labelled.size());
        }
        var samples = new ArrayList<Curve.Sample>();
        for (var question : labelled) {
            var search = search(question.text());
            sample(search, question.document()).ifPresent(samples::add);
            question.document()
                    .flatMap(id -> sample(search.without(id), Optional.empty()))
                    .ifPresent(samples::add);
        }
        var right = samples.stream().filter(Curve.Sample::right).count();
        var curve =
                right == 0 || right == samples.size()
                        ? Optional.<Curve>empty()
                        : Optional.of(Curve.fit(samples));
        return new Library(index, curve, labelled.size());
    }

    private static Optional<Curve.Sample> sample(Search search, Optional<String> answer) {
        return search.evidence()
                .map(evidence -> {
                    var first = search.hits(1).getFirst().id();
                    return new Curve.Sample(evidence, answer.filter(first::equals).isPresent());
                });
    }

    Search search(String question) {
        return index.ask(question.substring(0, Math.min(LONGEST, question.length())));
    }

    OptionalDouble confidence(Search search) {
        return curve.flatMap(c -> search.evidence().map(c::at))
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    /// What the confidence rests on, in words.
    String basis() {
        return curve.isPresent()
                ? "fitted to " + questions + " labelled questions about these documents"
                : "none: %d of at least %d labelled questions; see POST /v1/knowledge"
                        .formatted(questions, QUESTIONS);
    }

    String text(String id) {
        return index.text(id);
    }
}
