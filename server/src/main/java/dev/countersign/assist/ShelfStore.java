package dev.countersign.assist;

import dev.countersign.model.Document;
import dev.countersign.storage.Tx;
import java.util.List;
import java.util.Optional;

/// The tables assist_document, assist_ticket and assist_question.
final class ShelfStore {
    void put(Tx tx, String kind, Document document) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO assist_document (id, kind, title, body) VALUES (:id, :kind, :title, :body)
                        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title,
                          body = excluded.body
                        """)
                .bind("id", document.id())
                .bind("kind", kind)
                .bind("title", document.title())
                .bind("body", document.text())
                .execute();
    }

    void put(Tx tx, String id, Ticket ticket) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO assist_ticket (id, body, category, assignment)
                        VALUES (:id, :body, :category, :assignment)
                        ON CONFLICT (id) DO UPDATE SET body = excluded.body,
                          category = excluded.category, assignment = excluded.assignment
                        """)
                .bind("id", id)
                .bind("body", ticket.text())
                .bind("category", ticket.category())
                .bind("assignment", ticket.assignment())
                .execute();
    }

    List<Document> documents(Tx tx, String kind) {
        return tx.jdbi()
                .createQuery(
                        "SELECT id, title, body FROM assist_document WHERE kind = :kind ORDER BY id")
                .bind("kind", kind)
                .map((rs, _) -> new Document(rs.getString(1), rs.getString(2), rs.getString(3)))
                .list();
    }

    List<Ticket> tickets(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT body, category, assignment FROM assist_ticket ORDER BY id")
                .map((rs, _) -> new Ticket(rs.getString(1), rs.getString(2), rs.getString(3)))
                .list();
    }

    void put(Tx tx, String id, Question question) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO assist_question (id, body, kind, document)
                        VALUES (:id, :body, :kind, :document)
                        ON CONFLICT (id) DO UPDATE SET body = excluded.body,
                          kind = excluded.kind, document = excluded.document
                        """)
                .bind("id", id)
                .bind("body", question.text())
                .bind("kind", question.about().name())
                .bind("document", question.document().orElse(null))
                .execute();
    }

    List<Question> questions(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT body, kind, document FROM assist_question ORDER BY id")
                .map((rs, _) ->
                        new Question(
                                rs.getString(1),
                                Question.Kind.valueOf(rs.getString(2)),
                                Optional.ofNullable(rs.getString(3))))
                .list();
    }
}
