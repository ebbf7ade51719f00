package dev.countersign.training;

import dev.countersign.course.FilmKind;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables film and film_piece.
final class FilmStore {
    void piece(Tx tx, String film, int number, byte[] content, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO film_piece (film_id, number, kept_at, content)
                        VALUES (:film, :number, :at, :content)
                        """)
                .bind("film", film)
                .bind("number", number)
                .bind("content", content)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    Optional<byte[]> piece(Tx tx, String film, int number) {
        return tx.jdbi()
                .createQuery(
                        "SELECT content FROM film_piece WHERE film_id = :film AND number = :number")
                .bind("film", film)
                .bind("number", number)
                .map((rs, _) -> rs.getBytes(1))
                .findOne();
    }

    /// The film of a video from now on; the pieces of the one before are swept.
    void put(Tx tx, Film f) {
        remove(tx, f.pack(), f.video());
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO film
                          (id, pack, video, kind, bytes, pieces, digest, kept_by, kept_at)
                        VALUES (:id, :pack, :video, :kind, :bytes, :pieces, :digest, :by, :at)
                        """)
                .bind("id", f.id())
                .bind("pack", f.pack())
                .bind("video", f.video())
                .bind("kind", f.kind().name())
                .bind("bytes", f.bytes())
                .bind("pieces", f.pieces())
                .bind("digest", f.digest())
                .bind("by", f.by())
                .bind("at", f.at().toEpochMilli())
                .execute();
    }

    void remove(Tx tx, String pack, String video) {
        tx.jdbi()
                .createUpdate("DELETE FROM film WHERE pack = :pack AND video = :video")
                .bind("pack", pack)
                .bind("video", video)
                .execute();
    }

    Optional<Film> find(Tx tx, String pack, String video) {
        return tx.jdbi()
                .createQuery("SELECT * FROM film WHERE pack = :pack AND video = :video")
                .bind("pack", pack)
                .bind("video", video)
                .map((rs, _) -> one(rs))
                .findOne();
    }

    List<Film> of(Tx tx, String pack) {
        return tx.jdbi()
                .createQuery("SELECT * FROM film WHERE pack = :pack ORDER BY video")
                .bind("pack", pack)
                .map((rs, _) -> one(rs))
                .list();
    }

    private static Film one(ResultSet rs) throws SQLException {
        return new Film(
                rs.getString("id"),
                rs.getString("pack"),
                rs.getString("video"),
                FilmKind.valueOf(rs.getString("kind")),
                rs.getLong("bytes"),
                rs.getInt("pieces"),
                rs.getString("digest"),
                rs.getString("kept_by"),
                Instant.ofEpochMilli(rs.getLong("kept_at")));
    }

    /// One that is no film any more, or never came to be one; not one that is still arriving.
    Optional<String> orphan(Tx tx, Instant before) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT p.film_id FROM film_piece p WHERE p.number = 0 AND p.kept_at < :before
                          AND NOT EXISTS (SELECT 1 FROM film f WHERE f.id = p.film_id)
                        LIMIT 1
                        """)
                .bind("before", before.toEpochMilli())
                .mapTo(String.class)
                .findOne();
    }

    /// Takes some of its pieces away, the first one last: by that it is found again.
    void shorten(Tx tx, String film, int most) {
        var last =
                tx.jdbi()
                        .createQuery("SELECT MAX(number) FROM film_piece WHERE film_id = :film")
                        .bind("film", film)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0);
        tx.jdbi()
                .createUpdate("DELETE FROM film_piece WHERE film_id = :film AND number > :from")
                .bind("film", film)
                .bind("from", last < most ? -1 : last - most)
                .execute();
    }
}
