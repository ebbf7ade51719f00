package dev.countersign.gateway;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The table call_draft.
final class DraftStore {
    /// False where it was settled before.
    boolean insert(
            Tx tx, String call, String person, Drafts.Settled settled, String digest, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO call_draft (call_id, person_id, outcome, final_digest,
                                  changed, at)
                                VALUES (:call, :person, :outcome, :digest, :changed, :at)
                                ON CONFLICT (call_id) DO NOTHING
                                """)
                        .bind("call", call)
                        .bind("person", person)
                        .bind("outcome", settled.how().name().toLowerCase(Locale.ROOT))
                        .bind("digest", digest)
                        .bind("changed", settled.changed())
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    Optional<Drafts.Settled> find(Tx tx, String call) {
        return tx.jdbi()
                .createQuery("SELECT outcome, changed FROM call_draft WHERE call_id = :call")
                .bind("call", call)
                .map((rs, _) ->
                        new Drafts.Settled(
                                Drafts.How.valueOf(
                                        rs.getString("outcome").toUpperCase(Locale.ROOT)),
                                rs.getInt("changed")))
                .findOne();
    }
}
