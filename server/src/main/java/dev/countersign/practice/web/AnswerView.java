package dev.countersign.practice.web;

import dev.countersign.ledger.StoredEntry;
import dev.countersign.practice.Attempt;
import java.util.List;
import java.util.Map;

/// A practice decision beside the known good answer.
///
/// @param record what the practice ledger holds about it
/// @param own whether the reader is the learner
/// @param waitsForMentor whether the learner gets the next case only after a mentor's look
public record AnswerView(
        Attempt attempt,
        List<StoredEntry> record,
        boolean own,
        boolean waitsForMentor,
        Map<String, String> names,
        String error,
        String typed) {
    public String name(String id) {
        return names.getOrDefault(id, id);
    }
}
