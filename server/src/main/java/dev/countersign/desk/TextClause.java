package dev.countersign.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Words that somebody typed, as a condition on desk_case: every word begins a word of the case, or
/// what was typed is the case's id.
record TextClause(String condition, Map<String, Object> args) {
    private static final int SHORTEST_ID = 8;

    /// @param isRare whether a word is better looked up than asked of each case
    /// @return empty where no word was typed
    static Optional<TextClause> of(String typed, Predicate<String> isRare) {
        var words = SearchWords.typed(typed);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        var args = new HashMap<String, Object>();
        var each = new ArrayList<String>();
        for (var word : words) {
            var n = "word" + each.size();
            args.put(n, SearchWords.bytes(word));
            args.put(n + "_above", SearchWords.above(word));
            var range = "w.word >= :" + n + " AND w.word < :" + n + "_above";
            // A rare word is looked up and its cases taken; a common one is asked of each case.
            each.add(
                    isRare.test(word)
                            ? "desk_case.id IN (SELECT w.case_id FROM desk_word w WHERE "
                                    + range
                                    + ")"
                            : "EXISTS (SELECT 1 FROM desk_word w WHERE w.case_id = desk_case.id"
                                    + " AND "
                                    + range
                                    + ")");
        }
        var byWords = String.join(" AND ", each);
        if (words.size() == 1 && typed.strip().length() > SHORTEST_ID) {
            args.put("typed_id", typed.strip());
            return Optional.of(
                    new TextClause("(" + byWords + " OR desk_case.id = :typed_id)", args));
        }
        return Optional.of(new TextClause(byWords, args));
    }
}
