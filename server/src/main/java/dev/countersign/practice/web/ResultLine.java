package dev.countersign.practice.web;

import dev.countersign.practice.Attempt;
import dev.countersign.practice.Comparison;
import dev.countersign.ui.Csv;

/// One attempt as a line of the exported file.
final class ResultLine {
    static final String HEADER =
            Csv.line(
                            "number",
                            "case",
                            "mock",
                            "category",
                            "difficulty",
                            "given_at",
                            "decided_at",
                            "decision",
                            "good_answers",
                            "right",
                            "comments",
                            "justification")
                    + "\r\n";

    private ResultLine() {}

    /// What the case was made for stays out until the learner has decided.
    static String of(Attempt a) {
        var compared = a.comparison();
        return Csv.line(
                        String.valueOf(a.number()),
                        a.caseId(),
                        compared.map(_ -> a.mock().id()).orElse(""),
                        compared.map(_ -> a.mock().category()).orElse(""),
                        PracticeView.level(a.mock().difficulty()),
                        a.givenAt().toString(),
                        a.decided().map(d -> d.at().toString()).orElse(""),
                        compared.map(c -> PracticeView.word(c.decided())).orElse(""),
                        compared.map(_ -> PracticeView.words(a.mock().right())).orElse(""),
                        compared.map(Comparison::right).map(String::valueOf).orElse(""),
                        String.valueOf(a.looks().size()),
                        a.decided().map(d -> d.justification()).orElse(""))
                + "\r\n";
    }
}
