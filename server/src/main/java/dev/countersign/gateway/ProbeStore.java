package dev.countersign.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.gateway.Probe.Capability;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The table gateway_probe.
final class ProbeStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    List<Probe> all(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT * FROM gateway_probe ORDER BY upstream, model")
                .map((rs, _) -> probe(rs))
                .list();
    }

    Optional<Probe> find(Tx tx, String upstream, String model) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM gateway_probe WHERE upstream = :upstream AND model = :model")
                .bind("upstream", upstream)
                .bind("model", model)
                .map((rs, _) -> probe(rs))
                .findOne();
    }

    void put(Tx tx, Probe probe) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO gateway_probe
                          (upstream, model, target, state, detail, can, attempts, probed_at, retry_at)
                        VALUES (:upstream, :model, :target, :state, :detail, :can, :attempts, :at, :retry)
                        ON CONFLICT (upstream, model) DO UPDATE SET target = excluded.target,
                          state = excluded.state, detail = excluded.detail, can = excluded.can,
                          attempts = excluded.attempts, probed_at = excluded.probed_at,
                          retry_at = excluded.retry_at
                        """)
                .bind("upstream", probe.upstream())
                .bind("model", probe.model())
                .bind("target", probe.target())
                .bind("state", probe.state().name().toLowerCase(Locale.ROOT))
                .bind("detail", probe.detail())
                .bind("can", json(probe.can()))
                .bind("attempts", probe.attempts())
                .bind("at", probe.at().toEpochMilli())
                .bind("retry", probe.retryAt().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    private static Probe probe(ResultSet rs) throws SQLException {
        var retry = rs.getLong("retry_at");
        var settled = rs.wasNull();
        return new Probe(
                rs.getString("upstream"),
                rs.getString("model"),
                rs.getString("target"),
                Probe.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getString("detail"),
                can(rs.getString("can")),
                rs.getInt("attempts"),
                Instant.ofEpochMilli(rs.getLong("probed_at")),
                settled ? Optional.empty() : Optional.of(Instant.ofEpochMilli(retry)));
    }

    private static String json(Map<Capability, Boolean> can) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(can));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of flags always has a text", e);
        }
    }

    private static Map<Capability, Boolean> can(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<Capability, Boolean>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("probes are written by this class", e);
        }
    }
}
