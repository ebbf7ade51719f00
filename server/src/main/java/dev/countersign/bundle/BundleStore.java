package dev.countersign.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.PolicySet;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tables policy_bundle, policy_in_force and policy_verdict.
final class BundleStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void insert(Tx tx, Bundle b) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO policy_bundle (id, files, added_by, added_at)
                        VALUES (:id, :files, :by, :at) ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", b.id())
                .bind("files", json(b.files()))
                .bind("by", b.addedBy())
                .bind("at", b.addedAt().toEpochMilli())
                .execute();
    }

    Optional<Bundle> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM policy_bundle WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> bundle(rs))
                .findOne();
    }

    private static Bundle bundle(ResultSet rs) throws SQLException {
        var files = read(rs.getString("files"), new TypeReference<TreeMap<String, String>>() {});
        return new Bundle(
                rs.getString("id"),
                files,
                PolicySet.read(files),
                rs.getString("added_by"),
                Instant.ofEpochMilli(rs.getLong("added_at")));
    }

    /// One bundle's turn of being in force, which ends where the next one begins.
    record Turn(int number, String bundle, Instant since, String by) {}

    /// Newest first.
    List<Turn> turns(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT * FROM policy_in_force ORDER BY number DESC")
                .map((rs, _) ->
                        new Turn(
                                rs.getInt("number"),
                                rs.getString("bundle"),
                                Instant.ofEpochMilli(rs.getLong("since")),
                                rs.getString("activated_by")))
                .list();
    }

    Optional<String> inForce(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT bundle FROM policy_in_force ORDER BY number DESC LIMIT 1")
                .mapTo(String.class)
                .findOne();
    }

    void activate(Tx tx, String bundle, Instant at, String by) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO policy_in_force (number, bundle, since, activated_by)
                        SELECT COALESCE(MAX(number), 0) + 1, :bundle, :at, :by FROM policy_in_force
                        """)
                .bind("bundle", bundle)
                .bind("at", at.toEpochMilli())
                .bind("by", by)
                .execute();
    }

    void judged(Tx tx, Judged j) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO policy_verdict (source, source_id, raised_by, case_id, content_digest, bundle,
                          outcome, policies, exemption, explanation, facts, judged_at)
                        VALUES (:source, :sourceId, :raisedBy, :case, :digest, :bundle, :outcome, :policies,
                          :exemption, :explanation, :facts, :at)
                        ON CONFLICT (source, source_id) DO UPDATE SET case_id = excluded.case_id,
                          content_digest = excluded.content_digest, bundle = excluded.bundle,
                          outcome = excluded.outcome, policies = excluded.policies,
                          exemption = excluded.exemption, explanation = excluded.explanation,
                          facts = excluded.facts, judged_at = excluded.judged_at
                        """)
                .bind("source", j.source())
                .bind("sourceId", j.sourceId())
                .bind("raisedBy", j.raisedBy())
                .bind("case", j.caseId().orElse(null))
                .bind("digest", j.contentDigest())
                .bind("bundle", j.bundle())
                .bind("outcome", j.outcome().name().toLowerCase(Locale.ROOT))
                .bind("policies", joined(j.policies()))
                .bind("exemption", j.exemption())
                .bind("explanation", j.explanation())
                .bind("facts", json(j.facts().told()))
                .bind("at", j.at().toEpochMilli())
                .execute();
        spoken(tx, j);
    }

    private static void spoken(Tx tx, Judged j) {
        tx.jdbi()
                .createUpdate(
                        "DELETE FROM policy_spoken WHERE source = :source AND source_id = :id")
                .bind("source", j.source())
                .bind("id", j.sourceId())
                .execute();
        for (var policy : j.policies()) {
            var at = policy.indexOf('@');
            tx.jdbi()
                    .createUpdate(
                            """
                            INSERT INTO policy_spoken (source, source_id, policy, version, outcome,
                              judged_at) VALUES (:source, :id, :policy, :version, :outcome, :at)
                            """)
                    .bind("source", j.source())
                    .bind("id", j.sourceId())
                    .bind("policy", policy.substring(0, at))
                    .bind("version", policy.substring(at + 1))
                    .bind("outcome", j.outcome().name().toLowerCase(Locale.ROOT))
                    .bind("at", j.at().toEpochMilli())
                    .execute();
        }
    }

    /// How often each version of each policy spoke in a period, by what was then the outcome.
    record Spoken(String policy, String version, Outcome outcome, int count) {}

    List<Spoken> spoken(Tx tx, Instant from, Instant to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT policy, version, outcome, COUNT(*) AS n FROM policy_spoken
                        WHERE judged_at >= :from AND judged_at < :to
                        GROUP BY policy, version, outcome
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) ->
                        new Spoken(
                                rs.getString("policy"),
                                rs.getString("version"),
                                Outcome.valueOf(rs.getString("outcome").toUpperCase(Locale.ROOT)),
                                rs.getInt("n")))
                .list();
    }

    Optional<Judged> ofSource(Tx tx, String source, String sourceId) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM policy_verdict WHERE source = :source AND source_id = :id")
                .bind("source", source)
                .bind("id", sourceId)
                .map((rs, _) -> judged(rs))
                .findOne();
    }

    Optional<Judged> ofCase(Tx tx, String caseId) {
        return tx.jdbi()
                .createQuery("SELECT * FROM policy_verdict WHERE case_id = :id")
                .bind("id", caseId)
                .map((rs, _) -> judged(rs))
                .findFirst();
    }

    /// The newest verdicts in a period, newest first.
    List<Judged> between(Tx tx, Instant from, Instant to, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM policy_verdict WHERE judged_at >= :from AND judged_at < :to
                        ORDER BY judged_at DESC LIMIT :most
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bind("most", most)
                .map((rs, _) -> judged(rs))
                .list();
    }

    /// The newest verdicts in which a policy spoke, in whatever version.
    List<Judged> of(Tx tx, String policy, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT v.* FROM policy_verdict v JOIN policy_spoken s
                          ON s.source = v.source AND s.source_id = v.source_id
                        WHERE s.policy = :policy ORDER BY s.judged_at DESC LIMIT :most
                        """)
                .bind("policy", policy)
                .bind("most", most)
                .map((rs, _) -> judged(rs))
                .list();
    }

    /// How often each exemption was used.
    Map<String, Integer> uses(Tx tx) {
        var out = new TreeMap<String, Integer>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT exemption, COUNT(*) AS n FROM policy_verdict WHERE exemption <> ''
                        GROUP BY exemption
                        """)
                .map((rs, _) -> out.put(rs.getString("exemption"), rs.getInt("n")))
                .list();
        return out;
    }

    private static Judged judged(ResultSet rs) throws SQLException {
        return new Judged(
                rs.getString("source"),
                rs.getString("source_id"),
                rs.getString("raised_by"),
                Optional.ofNullable(rs.getString("case_id")),
                rs.getString("content_digest"),
                rs.getString("bundle"),
                Outcome.valueOf(rs.getString("outcome").toUpperCase(Locale.ROOT)),
                rs.getString("policies").lines().filter(p -> !p.isEmpty()).toList(),
                rs.getString("exemption"),
                rs.getString("explanation"),
                Facts.of(read(rs.getString("facts"), new TypeReference<Map<String, Object>>() {})),
                Instant.ofEpochMilli(rs.getLong("judged_at")));
    }

    // Each between line ends, so that one is found by LIKE.
    private static String joined(List<String> names) {
        return "\n" + String.join("\n", names) + "\n";
    }

    private static String json(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("these are plain values", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this was written here", e);
        }
    }
}
