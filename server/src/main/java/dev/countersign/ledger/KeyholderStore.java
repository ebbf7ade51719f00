package dev.countersign.ledger;

import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.Optional;

/// Keyholders' wrapped keys.
final class KeyholderStore {
    Optional<byte[]> find(Tx tx, String keyholder) throws SQLException {
        var select = tx.prepared("SELECT wrapped FROM ledger_keyholder WHERE keyholder = ?");
        select.setString(1, keyholder);
        try (var rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        }
    }

    void insert(Tx tx, String keyholder, byte[] wrapped) throws SQLException {
        var insert = tx.prepared("INSERT INTO ledger_keyholder (keyholder, wrapped) VALUES (?, ?)");
        insert.setString(1, keyholder);
        insert.setBytes(2, wrapped);
        insert.executeUpdate();
    }

    void delete(Tx tx, String keyholder) throws SQLException {
        var delete = tx.prepared("DELETE FROM ledger_keyholder WHERE keyholder = ?");
        delete.setString(1, keyholder);
        delete.executeUpdate();
    }

    /// Ids sort by the time at which they were made.
    long expire(Tx tx, String from, String to, int most) throws SQLException {
        var delete =
                tx.prepared(
                        """
                        DELETE FROM ledger_keyholder WHERE keyholder IN (
                          SELECT keyholder FROM ledger_keyholder
                          WHERE keyholder >= ? AND keyholder < ? ORDER BY keyholder LIMIT ?)
                        """);
        delete.setString(1, from);
        delete.setString(2, to);
        delete.setInt(3, most);
        return delete.executeUpdate();
    }
}
