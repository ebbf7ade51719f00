package dev.countersign.lrs;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table lrs_document.
final class DocumentStore {
    /// More names than this are not told at once.
    private static final int MOST_NAMES = 10_000;

    Optional<Document> find(Tx tx, DocumentPlace place, String id) {
        return tx.jdbi()
                .createQuery(
                        "SELECT document_id, content_type, content, updated_at FROM lrs_document"
                                + " WHERE document_key = :key")
                .bind("key", place.documentKey(id))
                .map((rs, _) -> document(rs))
                .findOne();
    }

    void put(Tx tx, DocumentPlace place, Document document) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lrs_document (document_key, owner_key, group_key, agent_key,
                          document_id, content_type, content, etag, updated_at)
                        VALUES (:key, :owner, :group, :agent, :id, :type, :content, :etag, :at)
                        ON CONFLICT (document_key) DO UPDATE SET
                          content_type = excluded.content_type, content = excluded.content,
                          etag = excluded.etag, updated_at = excluded.updated_at
                        """)
                .bind("key", place.documentKey(document.id()))
                .bind("owner", place.ownerKey())
                .bind("group", place.groupKey())
                .bind("agent", place.agent())
                .bind("id", document.id())
                .bind("type", document.contentType())
                .bind("content", document.content())
                .bind("etag", document.etag())
                .bind("at", StatementStore.micros(document.updatedAt()))
                .execute();
    }

    void delete(Tx tx, DocumentPlace place, String id) {
        tx.jdbi()
                .createUpdate("DELETE FROM lrs_document WHERE document_key = :key")
                .bind("key", place.documentKey(id))
                .execute();
    }

    /// Every document of the place; of every registration where it names none.
    void deleteAll(Tx tx, DocumentPlace place) {
        tx.jdbi()
                .createUpdate("DELETE FROM lrs_document WHERE " + within(place))
                .bind("place", key(place))
                .execute();
    }

    /// Names of the documents that changed after a time.
    List<String> names(Tx tx, DocumentPlace place, Instant since) {
        return tx.jdbi()
                .createQuery(
                        "SELECT DISTINCT document_id FROM lrs_document WHERE "
                                + within(place)
                                + " AND updated_at > :since ORDER BY document_id LIMIT :most")
                .bind("place", key(place))
                .bind("since", StatementStore.micros(since))
                .bind("most", MOST_NAMES)
                .mapTo(String.class)
                .list();
    }

    Optional<Instant> newest(Tx tx, DocumentPlace place) {
        return tx.jdbi()
                .createQuery(
                        "SELECT updated_at FROM lrs_document WHERE "
                                + within(place)
                                + " ORDER BY updated_at DESC LIMIT 1")
                .bind("place", key(place))
                .mapTo(Long.class)
                .findOne()
                .map(StatementStore::instant);
    }

    void forget(Tx tx, String agentKey) {
        tx.jdbi()
                .createUpdate("DELETE FROM lrs_document WHERE agent_key = :agent")
                .bind("agent", agentKey)
                .execute();
    }

    private static String within(DocumentPlace place) {
        return place.registration().isPresent() ? "owner_key = :place" : "group_key = :place";
    }

    private static String key(DocumentPlace place) {
        return place.registration().isPresent() ? place.ownerKey() : place.groupKey();
    }

    private static Document document(ResultSet rs) throws SQLException {
        return new Document(
                rs.getString("document_id"),
                rs.getString("content_type"),
                rs.getBytes("content"),
                StatementStore.instant(rs.getLong("updated_at")));
    }
}
