package dev.countersign.gate;

import dev.countersign.gate.GateWatch.Place;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The table gate_standing: what was last told of each door.
final class StandingStore {
    Map<Place, Boolean> told(Tx tx) {
        var out = new HashMap<Place, Boolean>();
        tx.jdbi()
                .createQuery("SELECT person_id, tool, is_open FROM gate_standing")
                .map((rs, _) ->
                        Map.entry(new Place(rs.getString(1), rs.getString(2)), rs.getInt(3) == 1))
                .forEach(e -> out.put(e.getKey(), e.getValue()));
        return out;
    }

    /// False where nothing was told yet: a door is shut until it opens.
    boolean told(Tx tx, Place place) {
        return tx.jdbi()
                .createQuery(
                        "SELECT is_open FROM gate_standing WHERE person_id = :person AND tool ="
                                + " :tool")
                .bind("person", place.person())
                .bind("tool", place.tool())
                .map((rs, _) -> rs.getInt(1) == 1)
                .findOne()
                .orElse(false);
    }

    Optional<Instant> openSince(Tx tx, Place place) {
        return tx.jdbi()
                .createQuery(
                        "SELECT since FROM gate_standing WHERE person_id = :person AND tool = :tool"
                                + " AND is_open = 1")
                .bind("person", place.person())
                .bind("tool", place.tool())
                .map((rs, _) -> Instant.ofEpochMilli(rs.getLong(1)))
                .findOne();
    }

    void tell(Tx tx, Place place, boolean open, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO gate_standing (person_id, tool, is_open, since)
                        VALUES (:person, :tool, :open, :at)
                        ON CONFLICT (person_id, tool) DO UPDATE SET is_open = excluded.is_open,
                          since = excluded.since
                        """)
                .bind("person", place.person())
                .bind("tool", place.tool())
                .bind("open", open ? 1 : 0)
                .bind("at", at.toEpochMilli())
                .execute();
    }
}
