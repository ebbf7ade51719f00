package dev.countersign.ledger;

import dev.countersign.kernel.Ids;
import dev.countersign.storage.Tx;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Entries and their sealed personal fields.
final class EntryStore {
    /// @param index -1 until the tree has taken it in
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(String id, long index, byte[] leaf) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sealed(String field, String keyholder, byte[] bytes) {}

    void insert(Tx tx, String id, long index, Entry entry, byte[] leaf) throws SQLException {
        var insert =
                tx.prepared(
                        """
                        INSERT INTO ledger_entry (id, leaf_index, action, actor, subject, leaf)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """);
        insert.setString(1, id);
        if (index < 0) {
            insert.setNull(2, Types.BIGINT);
        } else {
            insert.setLong(2, index);
        }
        insert.setString(3, entry.action());
        insert.setString(4, entry.actor());
        insert.setString(5, entry.subject());
        insert.setBytes(6, leaf);
        insert.executeUpdate();
    }

    void insertPersonal(Tx tx, String id, Sealed sealed) throws SQLException {
        var insert =
                tx.prepared(
                        """
                        INSERT INTO ledger_personal (entry_id, field, keyholder, sealed)
                        VALUES (?, ?, ?, ?)
                        """);
        insert.setString(1, id);
        insert.setString(2, sealed.field());
        insert.setString(3, sealed.keyholder());
        insert.setBytes(4, sealed.bytes());
        insert.executeUpdate();
    }

    List<Sealed> personal(Tx tx, String id) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT field, keyholder, sealed FROM ledger_personal
                        WHERE entry_id = ? ORDER BY field
                        """);
        select.setString(1, id);
        var found = new ArrayList<Sealed>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Sealed(rows.getString(1), rows.getString(2), rows.getBytes(3)));
            }
        }
        return found;
    }

    /// Destroys sealed values of entries made before an instant; their commitments stay.
    long expire(Tx tx, Instant before, int most) throws SQLException {
        var delete =
                tx.prepared(
                        """
                        DELETE FROM ledger_personal WHERE entry_id IN (
                          SELECT entry_id FROM ledger_personal
                          WHERE entry_id < ? ORDER BY entry_id LIMIT ?)
                        """);
        delete.setString(1, Ids.first("entry", before));
        delete.setInt(2, most);
        return delete.executeUpdate();
    }

    List<Row> byId(Tx tx, String id) throws SQLException {
        var select = tx.prepared("SELECT id, leaf_index, leaf FROM ledger_entry WHERE id = ?");
        select.setString(1, id);
        return rows(select);
    }

    List<Row> about(Tx tx, String subject) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT id, leaf_index, leaf FROM ledger_entry WHERE subject = ?
                        ORDER BY CASE WHEN leaf_index IS NULL THEN 1 ELSE 0 END, leaf_index, id
                        """);
        select.setString(1, subject);
        return rows(select);
    }

    List<Row> page(Tx tx, LedgerQuery query) throws SQLException {
        var sql =
                new StringBuilder(
                        "SELECT id, leaf_index, leaf FROM ledger_entry WHERE leaf_index < ?");
        var values = new ArrayList<Object>();
        values.add(query.before());
        if (!query.action().isEmpty()) {
            sql.append(" AND substr(action, 1, ?) = ?");
            values.add(query.action().length());
            values.add(query.action());
        }
        if (!query.actor().isEmpty()) {
            sql.append(" AND actor = ?");
            values.add(query.actor());
        }
        if (!query.subject().isEmpty()) {
            sql.append(" AND subject = ?");
            values.add(query.subject());
        }
        // Ids sort by the time at which they were made.
        query.from()
                .ifPresent(at -> {
                    sql.append(" AND id >= ?");
                    values.add(Ids.first("entry", at));
                });
        query.to()
                .ifPresent(at -> {
                    sql.append(" AND id < ?");
                    values.add(Ids.first("entry", at));
                });
        var select = tx.prepared(sql.append(" ORDER BY leaf_index DESC LIMIT ?").toString());
        values.add(query.limit());
        for (var i = 0; i < values.size(); i++) {
            select.setObject(i + 1, values.get(i));
        }
        return rows(select);
    }

    /// In leaf order, from `from` (inclusive) to `to` (exclusive).
    List<Row> range(Tx tx, long from, long to) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT id, leaf_index, leaf FROM ledger_entry
                        WHERE leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index
                        """);
        select.setLong(1, from);
        select.setLong(2, to);
        return rows(select);
    }

    /// As [#range], of entries whose action begins so.
    List<Row> range(Tx tx, long from, long to, String prefix) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT id, leaf_index, leaf FROM ledger_entry
                        WHERE leaf_index >= ? AND leaf_index < ? AND substr(action, 1, ?) = ?
                        ORDER BY leaf_index
                        """);
        select.setLong(1, from);
        select.setLong(2, to);
        select.setInt(3, prefix.length());
        select.setString(4, prefix);
        return rows(select);
    }

    List<Row> waiting(Tx tx, int limit) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT id, leaf_index, leaf FROM ledger_entry
                        WHERE leaf_index IS NULL ORDER BY id LIMIT ?
                        """);
        select.setInt(1, limit);
        return rows(select);
    }

    void place(Tx tx, String id, long index) throws SQLException {
        var update = tx.prepared("UPDATE ledger_entry SET leaf_index = ? WHERE id = ?");
        update.setLong(1, index);
        update.setString(2, id);
        update.executeUpdate();
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        var found = new ArrayList<Row>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                var index = rows.getLong(2);
                found.add(
                        new Row(rows.getString(1), rows.wasNull() ? -1 : index, rows.getBytes(3)));
            }
        }
        return found;
    }
}
