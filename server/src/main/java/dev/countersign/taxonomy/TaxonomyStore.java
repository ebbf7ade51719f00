package dev.countersign.taxonomy;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The tables taxonomy_version and taxonomy_draft.
final class TaxonomyStore {
    /// @param changes what it changed in what held before, one sentence each
    record VersionRow(
            String team,
            int number,
            String content,
            String by,
            Instant at,
            String why,
            List<String> changes) {
        VersionRow {
            changes = List.copyOf(changes);
        }
    }

    /// @param state `open`, `published` or `discarded`
    record DraftRow(
            String team, int revision, String content, String by, Instant at, String state) {
        boolean isOpen() {
            return state.equals("open");
        }
    }

    /// Each team's, the oldest first.
    List<VersionRow> versions(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT * FROM taxonomy_version ORDER BY team, number")
                .map((rs, _) ->
                        new VersionRow(
                                rs.getString("team"),
                                rs.getInt("number"),
                                rs.getString("content"),
                                rs.getString("published_by"),
                                Instant.ofEpochMilli(rs.getLong("published_at")),
                                rs.getString("why"),
                                rs.getString("changes").lines().toList()))
                .list();
    }

    int newest(Tx tx, String team) {
        return tx.jdbi()
                .createQuery(
                        "SELECT COALESCE(MAX(number), 0) FROM taxonomy_version WHERE team = :team")
                .bind("team", team)
                .mapTo(Integer.class)
                .one();
    }

    void publish(Tx tx, VersionRow v) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO taxonomy_version (team, number, content, published_by,
                          published_at, why, changes)
                        VALUES (:team, :number, :content, :by, :at, :why, :changes)
                        """)
                .bind("team", v.team())
                .bind("number", v.number())
                .bind("content", v.content())
                .bind("by", v.by())
                .bind("at", v.at().toEpochMilli())
                .bind("why", v.why())
                .bind(
                        "changes",
                        v.changes().stream()
                                .map(c -> c.replaceAll("\\s+", " "))
                                .collect(Collectors.joining("\n")))
                .execute();
    }

    Optional<DraftRow> newestDraft(Tx tx, String team) {
        return draft(tx, "WHERE team = :team ORDER BY revision DESC LIMIT 1", team, 0);
    }

    Optional<DraftRow> revision(Tx tx, String team, int revision) {
        return draft(tx, "WHERE team = :team AND revision = :revision", team, revision);
    }

    private static Optional<DraftRow> draft(Tx tx, String tail, String team, int revision) {
        var query =
                tx.jdbi().createQuery("SELECT * FROM taxonomy_draft " + tail).bind("team", team);
        if (tail.contains(":revision")) {
            query.bind("revision", revision);
        }
        return query.map((rs, _) ->
                        new DraftRow(
                                rs.getString("team"),
                                rs.getInt("revision"),
                                rs.getString("content"),
                                rs.getString("saved_by"),
                                Instant.ofEpochMilli(rs.getLong("saved_at")),
                                rs.getString("state")))
                .findOne();
    }

    void save(Tx tx, DraftRow d) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO taxonomy_draft (team, revision, content, saved_by, saved_at,
                          state)
                        VALUES (:team, :revision, :content, :by, :at, :state)
                        """)
                .bind("team", d.team())
                .bind("revision", d.revision())
                .bind("content", d.content())
                .bind("by", d.by())
                .bind("at", d.at().toEpochMilli())
                .bind("state", d.state())
                .execute();
    }

    void close(Tx tx, String team, int revision, String state) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE taxonomy_draft SET state = :state
                        WHERE team = :team AND revision = :revision
                        """)
                .bind("team", team)
                .bind("revision", revision)
                .bind("state", state)
                .execute();
    }
}
