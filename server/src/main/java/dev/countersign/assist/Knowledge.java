package dev.countersign.assist;

import dev.countersign.model.Document;
import dev.countersign.model.Head;
import java.util.List;
import java.util.Optional;

/// What an organisation knows.
///
/// @param tickets labelled, for triage; may be empty
/// @param head trained before; empty to train on the tickets now
/// @param articles what `kb_lookup` searches
/// @param procedures what `sop_suggest` searches
/// @param questions labelled, for the confidence of both searches; may be empty
public record Knowledge(
        List<Ticket> tickets,
        Optional<Head> head,
        List<Document> articles,
        List<Document> procedures,
        List<Question> questions) {
    public Knowledge {
        tickets = List.copyOf(tickets);
        articles = List.copyOf(articles);
        procedures = List.copyOf(procedures);
        questions = List.copyOf(questions);
    }

    public Knowledge(List<Ticket> tickets, List<Document> articles, List<Document> procedures) {
        this(tickets, Optional.empty(), articles, procedures, List.of());
    }

    List<Question> questions(Question.Kind about) {
        return questions.stream().filter(q -> q.about() == about).toList();
    }
}
