package dev.countersign.assist;

import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.model.Document;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the organisation gave its microtools to learn and to search: approved articles and
/// procedures, and tickets that people have put in their place. Threads may share it.
public final class Shelf {
    private static final String ARTICLE = "article";
    private static final String PROCEDURE = "procedure";
    private static final int ROWS_PER_UNIT = 200;

    private final Storage storage;
    private final Ledger ledger;
    private final ShelfStore store = new ShelfStore();

    public Shelf(Storage storage, Ledger ledger) {
        this.storage = storage;
        this.ledger = ledger;
    }

    public Knowledge knowledge() {
        return storage.read(tx ->
                new Knowledge(
                        store.tickets(tx),
                        Optional.empty(),
                        store.documents(tx, ARTICLE),
                        store.documents(tx, PROCEDURE),
                        store.questions(tx)));
    }

    /// Adds or replaces, by id.
    ///
    /// @param tickets by their ids
    /// @param questions by their ids
    public void put(
            List<Document> articles,
            List<Document> procedures,
            Map<String, Ticket> tickets,
            Map<String, Question> questions,
            String by) {
        inUnits(articles, (tx, d) -> store.put(tx, ARTICLE, d));
        inUnits(procedures, (tx, d) -> store.put(tx, PROCEDURE, d));
        inUnits(
                List.copyOf(tickets.entrySet()),
                (tx, t) -> store.put(tx, t.getKey(), t.getValue()));
        inUnits(
                List.copyOf(questions.entrySet()),
                (tx, q) -> store.put(tx, q.getKey(), q.getValue()));
        storage.writeAndWait(tx -> {
            ledger.append(
                    tx,
                    new Entry(
                            "knowledge.put",
                            by,
                            "knowledge",
                            Map.of(
                                    "articles", (long) articles.size(),
                                    "procedures", (long) procedures.size(),
                                    "questions", (long) questions.size(),
                                    "tickets", (long) tickets.size())));
            return true;
        });
    }

    private interface Row<T> {
        void put(Tx tx, T item);
    }

    private <T> void inUnits(List<T> items, Row<T> row) {
        for (var from = 0; from < items.size(); from += ROWS_PER_UNIT) {
            var unit = items.subList(from, Math.min(items.size(), from + ROWS_PER_UNIT));
            storage.writeAndWait(tx -> {
                unit.forEach(item -> row.put(tx, item));
                return true;
            });
        }
    }
}
