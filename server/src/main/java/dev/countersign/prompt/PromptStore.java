package dev.countersign.prompt;

import dev.countersign.prompt.Prompt.Kind;
import dev.countersign.prompt.Prompt.Recipe;
import dev.countersign.prompt.Prompt.Streaming;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The tables prompt_version and prompt_live.
final class PromptStore {
    private static final String COLUMNS =
            "v.name, v.version, v.kind, v.owner, v.summary, v.body, v.upstream, v.model,"
                    + " v.model_version, v.recipe, v.streaming, v.created_at, v.created_by";

    int nextVersion(Tx tx, String name) {
        return tx.jdbi()
                .createQuery(
                        "SELECT COALESCE(MAX(version), 0) + 1 FROM prompt_version WHERE name ="
                                + " :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    void insert(Tx tx, Prompt prompt) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO prompt_version (name, version, kind, owner, summary, body,
                          upstream, model, model_version, recipe, streaming, digest, created_at, created_by)
                        VALUES (:name, :version, :kind, :owner, :summary, :body,
                          :upstream, :model, :modelVersion, :recipe, :streaming, :digest, :at, :by)
                        """)
                .bind("name", prompt.name())
                .bind("version", prompt.version())
                .bind("kind", lower(prompt.kind()))
                .bind("owner", prompt.owner())
                .bind("summary", prompt.summary())
                .bind("body", prompt.text())
                .bind("upstream", prompt.upstream())
                .bind("model", prompt.model())
                .bind("modelVersion", prompt.modelVersion())
                .bind("recipe", lower(prompt.recipe()))
                .bind("streaming", lower(prompt.streaming()))
                .bind("digest", prompt.digest())
                .bind("at", prompt.createdAt().toEpochMilli())
                .bind("by", prompt.createdBy())
                .execute();
    }

    void makeLive(Tx tx, String name, int version, Instant at, String by) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO prompt_live (name, version, activated_at, activated_by)
                        VALUES (:name, :version, :at, :by)
                        ON CONFLICT (name) DO UPDATE SET version = excluded.version,
                          activated_at = excluded.activated_at, activated_by = excluded.activated_by
                        """)
                .bind("name", name)
                .bind("version", version)
                .bind("at", at.toEpochMilli())
                .bind("by", by)
                .execute();
    }

    void retire(Tx tx, String name) {
        tx.jdbi()
                .createUpdate("DELETE FROM prompt_live WHERE name = :name")
                .bind("name", name)
                .execute();
    }

    OptionalInt liveVersion(Tx tx, String name) throws SQLException {
        var statement = tx.prepared("SELECT version FROM prompt_live WHERE name = ?");
        statement.setString(1, name);
        try (var rs = statement.executeQuery()) {
            return rs.next() ? OptionalInt.of(rs.getInt(1)) : OptionalInt.empty();
        }
    }

    List<Prompt> live(Tx tx) {
        return tx.jdbi()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM prompt_version v JOIN prompt_live l ON l.name = v.name AND"
                                + " l.version = v.version")
                .map((rs, _) -> prompt(rs))
                .list();
    }

    List<Prompt> versions(Tx tx, String name) {
        return tx.jdbi()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM prompt_version v WHERE v.name = :name ORDER BY v.version"
                                + " DESC")
                .bind("name", name)
                .map((rs, _) -> prompt(rs))
                .list();
    }

    List<String> names(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT DISTINCT name FROM prompt_version ORDER BY name")
                .mapTo(String.class)
                .list();
    }

    private static Prompt prompt(ResultSet rs) throws SQLException {
        return new Prompt(
                rs.getString("name"),
                rs.getInt("version"),
                Kind.valueOf(upper(rs.getString("kind"))),
                rs.getString("owner"),
                rs.getString("summary"),
                rs.getString("body"),
                rs.getString("upstream"),
                rs.getString("model"),
                rs.getString("model_version"),
                Recipe.valueOf(upper(rs.getString("recipe"))),
                Streaming.valueOf(upper(rs.getString("streaming"))),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                rs.getString("created_by"));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String value) {
        return value.toUpperCase(Locale.ROOT);
    }
}
