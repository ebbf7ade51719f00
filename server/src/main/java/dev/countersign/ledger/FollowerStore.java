package dev.countersign.ledger;

import dev.countersign.storage.Tx;
import java.sql.SQLException;

/// Followers' positions: the index of the next leaf each will see.
final class FollowerStore {
    long position(Tx tx, String name) throws SQLException {
        var select = tx.prepared("SELECT position FROM ledger_follower WHERE name = ?");
        select.setString(1, name);
        try (var rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    void move(Tx tx, String name, long position) throws SQLException {
        var upsert =
                tx.prepared(
                        """
                        INSERT INTO ledger_follower (name, position) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET position = excluded.position
                        """);
        upsert.setString(1, name);
        upsert.setLong(2, position);
        upsert.executeUpdate();
    }
}
