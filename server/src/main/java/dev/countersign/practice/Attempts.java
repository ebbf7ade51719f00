package dev.countersign.practice;

import dev.countersign.desk.Desk;
import dev.countersign.practice.PracticeStore.Row;
import dev.countersign.storage.Tx;
import java.util.List;
import java.util.Optional;

/// Reads practice cases with what the desk and the mentors made of them.
record Attempts(Desk desk, PracticeStore store) {
    /// Oldest first.
    List<Attempt> of(Tx tx, String person) {
        return store.of(tx, person).stream().flatMap(row -> attempt(tx, row).stream()).toList();
    }

    Optional<Attempt> find(Tx tx, String caseId) {
        return store.find(tx, caseId).flatMap(row -> attempt(tx, row));
    }

    private Optional<Attempt> attempt(Tx tx, Row row) {
        return desk.find(tx, row.caseId())
                .map(c ->
                        new Attempt(
                                row.person(),
                                row.number(),
                                row.mock(),
                                c,
                                row.givenAt(),
                                row.decision(),
                                row.inChat(),
                                store.looks(tx, row.caseId())));
    }
}
