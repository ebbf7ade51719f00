package dev.countersign.training;

import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables lab_file and lab_file_part. Content is sealed under the learner's key.
final class FileStore {
    private final Vault vault;

    FileStore(Vault vault) {
        this.vault = vault;
    }

    private static byte[] context(String file, int number) {
        return ("lab file " + file + " " + number).getBytes(StandardCharsets.UTF_8);
    }

    void part(Tx tx, String person, String file, int number, byte[] bytes, Instant at)
            throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lab_file_part (file_id, number, sealed, kept_at)
                        VALUES (:file, :number, :sealed, :at)
                        """)
                .bind("file", file)
                .bind("number", number)
                .bind("sealed", vault.seal(tx, person, bytes, context(file, number)))
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /// Empty where the learner was erased.
    Optional<byte[]> part(Tx tx, String person, String file, int number) throws SQLException {
        var sealed =
                tx.jdbi()
                        .createQuery(
                                "SELECT sealed FROM lab_file_part WHERE file_id = :file AND number ="
                                        + " :number")
                        .bind("file", file)
                        .bind("number", number)
                        .map((rs, _) -> rs.getBytes(1))
                        .findOne();
        return sealed.isEmpty()
                ? Optional.empty()
                : vault.open(tx, person, sealed.get(), context(file, number));
    }

    void put(Tx tx, LabFile f) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lab_file (id, work_id, name, kind, bytes, parts, digest, kept_at)
                        VALUES (:id, :work, :name, :kind, :bytes, :parts, :digest, :at)
                        """)
                .bind("id", f.id())
                .bind("work", f.work())
                .bind("name", f.name())
                .bind("kind", f.kind().name())
                .bind("bytes", f.bytes())
                .bind("parts", f.parts())
                .bind("digest", f.digest())
                .bind("at", f.at().toEpochMilli())
                .execute();
    }

    Optional<LabFile> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_file WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> one(rs))
                .findOne();
    }

    List<LabFile> of(Tx tx, String work) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_file WHERE work_id = :work ORDER BY kept_at, id")
                .bind("work", work)
                .map((rs, _) -> one(rs))
                .list();
    }

    private static LabFile one(ResultSet rs) throws SQLException {
        return new LabFile(
                rs.getString("id"),
                rs.getString("work_id"),
                rs.getString("name"),
                FileKind.valueOf(rs.getString("kind")),
                rs.getLong("bytes"),
                rs.getInt("parts"),
                rs.getString("digest"),
                Instant.ofEpochMilli(rs.getLong("kept_at")));
    }

    void remove(Tx tx, String file) {
        tx.jdbi().createUpdate("DELETE FROM lab_file WHERE id = :id").bind("id", file).execute();
        removeParts(tx, file);
    }

    void removeParts(Tx tx, String file) {
        tx.jdbi()
                .createUpdate("DELETE FROM lab_file_part WHERE file_id = :id")
                .bind("id", file)
                .execute();
    }

    /// Files that were begun before an instant and never finished.
    List<String> abandoned(Tx tx, Instant before, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT p.file_id FROM lab_file_part p WHERE p.number = 0 AND p.kept_at < :before
                          AND NOT EXISTS (SELECT 1 FROM lab_file f WHERE f.id = p.file_id)
                        LIMIT :most
                        """)
                .bind("before", before.toEpochMilli())
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }
}
