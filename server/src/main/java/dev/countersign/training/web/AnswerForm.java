package dev.countersign.training.web;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.training.AnswerText;
import dev.countersign.training.Saves;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Answers as a page's form, its script and programs send them, to a quiz or a drill.
final class AnswerForm {
    private AnswerForm() {}

    /// What a quiz or a drill does with answers.
    interface Doing {
        Map<String, Answer> save(Saves saves);

        void submit(Saves saves);

        void show(String error, int status);
    }

    /// A form that was sent: by its buttons, or (`do=keep`) by the script with every change.
    static void post(Exchange e, List<Item> asked, Doing doing) {
        try {
            var saves = fromForm(e, asked);
            switch (e.param("do")) {
                case "keep" -> saved(e, doing.save(saves));
                case "submit" -> {
                    doing.submit(saves);
                    e.redirect(e.path());
                }
                default -> {
                    doing.save(saves);
                    e.redirect(e.path());
                }
            }
        } catch (ProblemException refused) {
            var p = refused.problem();
            doing.show(Words.sentences(p.detail(), p.remedy()), p.status());
        } catch (IllegalArgumentException wrong) {
            doing.show(
                    Words.sentences(String.valueOf(wrong.getMessage()), "change it and send again"),
                    422);
        }
    }

    /// With a number, only the questions named by `only` are said anew: a page does not take back
    /// what another tab has said meanwhile of the rest.
    private static Saves fromForm(Exchange e, List<Item> asked) {
        var seq = number(e.param("seq"));
        var only = e.params("only");
        var answers = new LinkedHashMap<String, Answer>();
        for (var item : asked) {
            if (seq.isEmpty() || only.contains(item.id())) {
                answers.put(item.id(), AnswerText.fromForm(item, e::params));
            }
        }
        return new Saves(answers, seq);
    }

    private static OptionalLong number(String text) {
        try {
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("`seq` is `" + text + "`, not a number", notOne);
        }
    }

    static void saved(Exchange e, Map<String, Answer> stands) {
        e.json(200, Map.of("saved", true, "stands", AnswerText.all(stands)));
    }

    static Saves fromJson(Exchange e) {
        if (e.body().isBlank()) {
            return new Saves(Map.of(), OptionalLong.empty());
        }
        try {
            var body = e.json();
            var out = new LinkedHashMap<String, Answer>();
            var all = body.path("answers");
            if (!all.isObject() && !all.isMissingNode()) {
                throw new IllegalArgumentException("`answers` is an object, by question");
            }
            all.properties().forEach(a -> out.put(a.getKey(), AnswerText.read(a.getValue())));
            var seq = body.path("seq");
            if (!seq.isMissingNode() && !seq.isNull() && !seq.isIntegralNumber()) {
                throw new IllegalArgumentException("`seq` is `" + seq + "`, not a whole number");
            }
            return new Saves(
                    out,
                    seq.isIntegralNumber()
                            ? OptionalLong.of(seq.canConvertToLong() ? seq.asLong() : -1)
                            : OptionalLong.empty());
        } catch (IllegalArgumentException wrong) {
            throw new Problem(
                            422,
                            "answers",
                            "The answers were not saved",
                            String.valueOf(wrong.getMessage()) + "; nothing was handed in",
                            "change it and send all of them again")
                    .asException();
        }
    }
}
