package dev.countersign.practice.web;

import dev.countersign.practice.Attempt;
import dev.countersign.practice.EaseIn;
import dev.countersign.practice.MockException;
import dev.countersign.practice.MockException.Answer;
import dev.countersign.practice.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the pages of practice show of one learner.
///
/// @param own whether the reader is the learner
/// @param shown the attempts in the list, newest first
/// @param mentors names of the learner's
/// @param looks of a mentor who reads their own page: how many decisions wait for their comment
/// @param findings what is wrong with the organisation's own mock exceptions; for mentors
/// @param error what was wrong with a form, in sentences
/// @param typed what was written in it
public record PracticeView(
        String person,
        boolean own,
        Progress progress,
        List<Progress.Row> rows,
        List<Attempt> shown,
        String category,
        List<String> mentors,
        Optional<Integer> looks,
        List<String> findings,
        Map<String, String> names,
        String error,
        String typed) {
    public PracticeView {
        rows = List.copyOf(rows);
        shown = List.copyOf(shown);
        mentors = List.copyOf(mentors);
        findings = List.copyOf(findings);
    }

    public String name(String id) {
        return names.getOrDefault(id, id);
    }

    public String rule() {
        return EaseIn.RULE;
    }

    public int run() {
        return Progress.RUN;
    }

    public int observed() {
        return Progress.OBSERVED;
    }

    /// What one does next, as the button says it.
    public String next() {
        return progress.waiting()
                .map(a -> "Go on with case " + a.number())
                .orElse(progress.attempts().isEmpty() ? "Start with an easy case" : "Next case");
    }

    public static String level(int difficulty) {
        return switch (difficulty) {
            case MockException.EASIEST -> "easy";
            case MockException.HARDEST -> "hard";
            default -> "medium";
        };
    }

    public static String word(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }

    public static String words(List<Answer> answers) {
        return String.join(" or ", answers.stream().map(PracticeView::word).toList());
    }
}
