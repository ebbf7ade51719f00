package dev.countersign.survey;

import dev.countersign.course.Survey.Kind;
import dev.countersign.people.Identity;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/// Who may ask, and what a survey must be. Pure.
public final class Asking {
    private static final List<String> ASKS = List.of("programme_manager", "ops_manager");
    private static final int MAX_QUESTIONS = 20;
    private static final int MIN_REACTION = 20;
    private static final int MAX_REACTION = 2_000;

    private Asking() {}

    public static boolean asks(Identity who) {
        return who.hasAny(ASKS);
    }

    static void require(Identity who) {
        if (!asks(who)) {
            throw Surveys.problem(
                    403,
                    "role",
                    "surveys are run by " + String.join(" or ", ASKS),
                    "ask one of them");
        }
    }

    static void check(Asked.Form form, Schedule.Window window, Instant now) {
        var count = form.questions().size();
        if (form.title().isBlank() || form.title().length() > 120) {
            throw wrong(
                    "the title is empty or longer than 120 characters", "name what it is about");
        }
        if (count == 0 || count > MAX_QUESTIONS) {
            throw wrong(
                    "there are " + count + " questions; a survey has 1 to " + MAX_QUESTIONS,
                    "write one question in each line");
        }
        var seen = new HashSet<String>();
        for (var q : form.questions()) {
            if (!seen.add(q.id()) || q.text().isBlank() || q.text().length() > 300) {
                throw wrong(
                        "`" + q.text() + "` is there twice, empty or longer than 300 characters",
                        "ask each thing once, in a sentence");
            }
        }
        if (form.questions().stream().noneMatch(q -> q.kind() == Kind.LIKERT5)
                && form.when() == Asked.Publishing.IN_FIVES) {
            throw wrong(
                    "open answers are told at the close only",
                    "publish at the close, or add a question with marks");
        }
        if (form.audience().isEmpty()) {
            throw wrong("nobody is asked", "choose roles, a course or people");
        }
        if (form.when() == Asked.Publishing.AT_CLOSE_BY_ROLE
                && form.audience().roles().size() < 2) {
            throw wrong(
                    "answers are cut by the roles asked, and fewer than two roles are asked",
                    "ask two roles or more, or publish all together");
        }
        if (!window.opens().isBefore(window.closes()) || !now.isBefore(window.closes())) {
            throw wrong("it closes before it opens, or it is over already", "choose a later close");
        }
    }

    static RuntimeException tooFew(int invited) {
        return wrong(
                "only "
                        + invited
                        + " are asked, and nothing is ever shown of fewer than "
                        + Surveys.LEAST
                        + " answers",
                "ask a larger group, or talk to them");
    }

    static String reaction(String text) {
        var words = text.strip();
        if (words.length() < MIN_REACTION || words.length() > MAX_REACTION) {
            throw Surveys.problem(
                    422,
                    "reaction",
                    "the reaction has "
                            + words.length()
                            + " characters; it needs "
                            + MIN_REACTION
                            + " to "
                            + MAX_REACTION,
                    "say what was done, with whom and by when, without naming who answered what");
        }
        return words;
    }

    private static RuntimeException wrong(String detail, String remedy) {
        return Surveys.problem(422, "survey", detail, remedy);
    }
}
