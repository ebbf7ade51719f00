package dev.countersign.practice;

import dev.countersign.desk.CaseFacts.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A made-up exception with the answer that an experienced person gives.
///
/// @param difficulty 1 (the facts settle it) to 3 (two good reasons pull apart)
/// @param subtype of the category; empty where it has none
/// @param evidence what the source would show, by name
/// @param answer the best one
/// @param also answers that are right as well
/// @param to the roles that an escalation belongs to; empty where any will do
/// @param why this is the answer
/// @param mentions what a justification should speak of
/// @param mistake what beginners often do instead, and what comes of it
public record MockException(
        String id,
        int difficulty,
        String category,
        String subtype,
        Severity severity,
        String title,
        String service,
        String environment,
        String team,
        String rule,
        String recommendation,
        Map<String, String> evidence,
        Answer answer,
        List<Answer> also,
        List<String> to,
        String why,
        List<Mention> mentions,
        String mistake) {
    public static final int EASIEST = 1;
    public static final int HARDEST = 3;

    public MockException {
        evidence = java.util.Collections.unmodifiableMap(new TreeMap<>(evidence));
        also = List.copyOf(also);
        to = List.copyOf(to);
        mentions = List.copyOf(mentions);
    }

    public enum Answer {
        APPROVE,
        DENY,
        ESCALATE
    }

    /// @param words any of them shows that it was spoken of
    public record Mention(String what, List<String> words) {
        public Mention {
            words = List.copyOf(words);
        }
    }

    /// Every right answer, the best one first.
    public List<Answer> right() {
        var out = new ArrayList<Answer>();
        out.add(answer);
        also.stream().filter(a -> a != answer).forEach(out::add);
        return out;
    }

    /// Whether the learner has to find the category: only where the case is hard.
    public boolean hidesCategory() {
        return difficulty == HARDEST;
    }
}
