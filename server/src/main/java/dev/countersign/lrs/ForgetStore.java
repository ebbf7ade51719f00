package dev.countersign.lrs;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;

/// Destroys what learning systems said of a person, a bounded number of statements at a time. What
/// this server says of people names them by id alone and stays, as the ledger does.
final class ForgetStore {
    void ask(Tx tx, String agentKey, String personId, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lrs_forgotten (agent_key, person_id, asked_at)
                        VALUES (:key, :person, :at) ON CONFLICT DO NOTHING
                        """)
                .bind("key", agentKey)
                .bind("person", personId)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    List<String> asked(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT agent_key FROM lrs_forgotten ORDER BY asked_at LIMIT 10")
                .mapTo(String.class)
                .list();
    }

    /// @return how many statements were destroyed
    int forget(Tx tx, String agentKey, int most) {
        var statements =
                tx.jdbi()
                        .createQuery(
                                """
                                SELECT a.seq FROM lrs_agent a JOIN lrs_statement s ON s.seq = a.seq
                                WHERE a.agent_key = :key AND s.key_id <> '' LIMIT :most
                                """)
                        .bind("key", agentKey)
                        .bind("most", most)
                        .mapTo(Long.class)
                        .list();
        for (long seq : statements) {
            tx.jdbi()
                    .createUpdate("DELETE FROM lrs_follow WHERE source = :seq OR target = :seq")
                    .bind("seq", seq)
                    .execute();
            for (var table : List.of("agent", "activity", "attachment", "statement")) {
                tx.jdbi()
                        .createUpdate("DELETE FROM lrs_" + table + " WHERE seq = :seq")
                        .bind("seq", seq)
                        .execute();
            }
        }
        if (statements.size() < most) {
            tx.jdbi()
                    .createUpdate("DELETE FROM lrs_forgotten WHERE agent_key = :key")
                    .bind("key", agentKey)
                    .execute();
        }
        return statements.size();
    }
}
