package dev.countersign.connect;

import dev.countersign.desk.CaseFacts;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.storage.Tx;
import java.time.InstantSource;

/// Follows the ledger and writes down what a room is to be told, in the transaction that moves its
/// position: whatever happened to a case is told once, also after a restart.
final class Outbox implements Ledger.Effect {
    private final String room;
    private final Desk desk;
    private final InstantSource clock;
    private final OutboxStore store = new OutboxStore();

    Outbox(String room, Desk desk, InstantSource clock) {
        this.room = room;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public void on(Tx tx, StoredEntry entry) {
        var about = Happened.caseOf(entry);
        if (about.isEmpty()) {
            return;
        }
        var found = desk.find(tx, about.get());
        if (found.isEmpty()) {
            return;
        }
        var c = found.get();
        if (entry.action().equals("case.opened")) {
            opened(tx, c);
            return;
        }
        if (!store.hasCard(tx, room, c.id())) {
            // From before this room was told anything, or settled before it could be.
            return;
        }
        store.changed(tx, room, c.id(), c.isOpen());
        Happened.of(entry)
                .ifPresent(h ->
                        store.insertNote(tx, room, c.id(), entry.id(), h.json(), clock.instant()));
    }

    private void opened(Tx tx, ExceptionCase c) {
        if (c.isOpen()) {
            var facts = c.opened().facts();
            var label = facts.map(CaseFacts::category).filter(k -> !k.isEmpty());
            store.insertCard(
                    tx,
                    room,
                    c.id(),
                    label.orElse(facts.isPresent() ? "uncategorised" : c.opened().tool()),
                    facts.map(f -> urgency(f.severity())).orElse(3),
                    clock.instant());
        }
    }

    private static int urgency(CaseFacts.Severity severity) {
        return switch (severity) {
            case P1 -> 1;
            case P2 -> 2;
            case P3 -> 3;
            case P4 -> 4;
        };
    }
}
