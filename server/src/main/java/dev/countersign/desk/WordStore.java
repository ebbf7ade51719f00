package dev.countersign.desk;

import dev.countersign.storage.Tx;
import java.util.List;

/// The table desk_word: which case has which word.
final class WordStore {
    // Looking each case up is quicker than listing so many.
    private static final int RARE = 5_000;

    void keep(Tx tx, String caseId, NewCase c) {
        keep(tx, caseId, c.title() + "\n" + c.requestShown());
    }

    private void keep(Tx tx, String caseId, String text) {
        tx.jdbi()
                .createUpdate("DELETE FROM desk_word WHERE case_id = :id")
                .bind("id", caseId)
                .execute();
        var batch =
                tx.jdbi().prepareBatch("INSERT INTO desk_word (word, case_id) VALUES (:word, :id)");
        SearchWords.of(text)
                .forEach(word ->
                        batch.bind("word", SearchWords.bytes(word)).bind("id", caseId).add());
        if (batch.size() > 0) {
            batch.execute();
        }
        tx.jdbi()
                .createUpdate("UPDATE desk_case SET words_kept = 1 WHERE id = :id")
                .bind("id", caseId)
                .execute();
    }

    /// Gives words to cases from before there was a table of them.
    ///
    /// @return how many; none where all have theirs
    int catchUp(Tx tx, int most) {
        record Text(String id, String text) {}
        List<Text> found =
                tx.jdbi()
                        .createQuery(
                                """
                                SELECT id, title, request_shown FROM desk_case WHERE words_kept = 0
                                ORDER BY id LIMIT :most
                                """)
                        .bind("most", most)
                        .map((rs, _) ->
                                new Text(
                                        rs.getString("id"),
                                        rs.getString("title")
                                                + "\n"
                                                + rs.getString("request_shown")))
                        .list();
        found.forEach(t -> keep(tx, t.id(), t.text()));
        return found.size();
    }

    boolean isRare(Tx tx, String word) {
        return tx.jdbi()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM (SELECT 1 FROM desk_word
                                  WHERE word >= :low AND word < :high LIMIT :most) AS few
                                """)
                        .bind("low", SearchWords.bytes(word))
                        .bind("high", SearchWords.above(word))
                        .bind("most", RARE + 1)
                        .mapTo(Integer.class)
                        .one()
                <= RARE;
    }
}
