package dev.countersign.coaching;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tables course_post and course_post_read.
final class PostStore {
    private final Texts texts;

    PostStore(Texts texts) {
        this.texts = texts;
    }

    void insert(Tx tx, Post p) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO course_post (id, parent, pack, module, place, author, sealed, state,
                          accepted, posted_at, active_at)
                        VALUES (:id, :parent, :pack, :module, :place, :author, :sealed, 'shown', '',
                          :at, :at)
                        """)
                .bind("id", p.id())
                .bind("parent", p.parent())
                .bind("pack", p.pack())
                .bind("module", p.module())
                .bind("place", p.place())
                .bind("author", p.author())
                .bind("sealed", sealed(tx, p.author(), p.id(), p.title(), p.text()))
                .bind("at", p.at().toEpochMilli())
                .execute();
        if (!p.parent().isEmpty()) {
            tx.jdbi()
                    .createUpdate("UPDATE course_post SET active_at = :at WHERE id = :id")
                    .bind("at", p.at().toEpochMilli())
                    .bind("id", p.parent())
                    .execute();
        }
    }

    private byte @org.jspecify.annotations.Nullable [] sealed(
            Tx tx, String author, String id, String title, String text) throws SQLException {
        return texts.seal(tx, author, id, Map.of("title", title, "text", text));
    }

    void edit(Tx tx, Post p, String title, String text, Instant at) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        "UPDATE course_post SET sealed = :sealed, edited_at = :at WHERE id = :id")
                .bind("sealed", sealed(tx, p.author(), p.id(), title, text))
                .bind("at", at.toEpochMilli())
                .bind("id", p.id())
                .execute();
    }

    /// @param keeps whether the text stays, so that hiding can be undone
    void state(Tx tx, String id, Post.State state, boolean keeps) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE course_post SET state = :state"
                                + (keeps ? "" : ", sealed = NULL")
                                + " WHERE id = :id")
                .bind("state", state.name().toLowerCase(Locale.ROOT))
                .bind("id", id)
                .execute();
    }

    void accept(Tx tx, String question, String answer) {
        tx.jdbi()
                .createUpdate("UPDATE course_post SET accepted = :answer WHERE id = :id")
                .bind("answer", answer)
                .bind("id", question)
                .execute();
    }

    Optional<Post> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM course_post WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> post(tx, rs))
                .findOne();
    }

    /// Questions on a module, the one last active first.
    List<Post> questions(Tx tx, String pack, String module, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM course_post
                        WHERE pack = :pack AND module = :module AND parent = ''
                        ORDER BY active_at DESC, id DESC LIMIT :most
                        """)
                .bind("pack", pack)
                .bind("module", module)
                .bind("most", most)
                .map((rs, _) -> post(tx, rs))
                .list();
    }

    /// All answers to questions on a module, by question.
    Map<String, List<Post>> answers(Tx tx, String pack, String module) {
        var out = new HashMap<String, List<Post>>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM course_post
                        WHERE pack = :pack AND module = :module AND parent <> ''
                        ORDER BY posted_at, id
                        """)
                .bind("pack", pack)
                .bind("module", module)
                .map((rs, _) -> post(tx, rs))
                .list()
                .forEach(p ->
                        out.computeIfAbsent(p.parent(), _ -> new java.util.ArrayList<>()).add(p));
        return out;
    }

    private Post post(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var author = rs.getString("author");
        var state = Post.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT));
        var said =
                state == Post.State.SHOWN
                        ? texts.open(tx, author, id, rs.getBytes("sealed"))
                        : Map.<String, String>of();
        var edited = rs.getLong("edited_at");
        var wasEdited = !rs.wasNull();
        return new Post(
                id,
                rs.getString("parent"),
                rs.getString("pack"),
                rs.getString("module"),
                rs.getString("place"),
                author,
                said.getOrDefault("title", ""),
                said.getOrDefault("text", ""),
                state,
                rs.getString("accepted"),
                Instant.ofEpochMilli(rs.getLong("posted_at")),
                wasEdited ? Optional.of(Instant.ofEpochMilli(edited)) : Optional.empty(),
                Instant.ofEpochMilli(rs.getLong("active_at")));
    }

    /// When somebody last looked, by question.
    Map<String, Instant> read(Tx tx, String person, String pack, String module) {
        var out = new HashMap<String, Instant>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT r.thread, r.read_at FROM course_post_read r
                          JOIN course_post p ON p.id = r.thread
                        WHERE r.person_id = :person AND p.pack = :pack AND p.module = :module
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .bind("module", module)
                .map((rs, _) -> out.put(rs.getString(1), Instant.ofEpochMilli(rs.getLong(2))))
                .list();
        return out;
    }

    void read(Tx tx, String person, String thread, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO course_post_read (person_id, thread, read_at)
                        VALUES (:person, :thread, :at)
                        ON CONFLICT (person_id, thread) DO UPDATE SET read_at = excluded.read_at
                        """)
                .bind("person", person)
                .bind("thread", thread)
                .bind("at", at.toEpochMilli())
                .execute();
    }
}
