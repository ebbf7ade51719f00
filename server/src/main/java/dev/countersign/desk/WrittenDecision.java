package dev.countersign.desk;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A decision as somebody wrote it, on the page, in a program or in chat: named values that may be
/// wrong. Pure. Whether this person may decide this case is the desk's to say.
///
/// @param chosen one of [#CHOICES]
/// @param text what goes out instead, of an edit
/// @param to the role that an escalation goes to
/// @param conditions by name: see [Conditions]
public record WrittenDecision(
        String chosen,
        String text,
        String to,
        String justification,
        Map<String, String> conditions) {
    public static final String DECISION = "decision";
    public static final String TEXT = "text";
    public static final String TO = "to";
    public static final String JUSTIFICATION = "justification";

    public static final List<String> CHOICES =
            List.of("approve", "edit_and_approve", "deny", "escalate", "break_glass");

    public WrittenDecision {
        conditions = Map.copyOf(conditions);
    }

    /// What is wrong with one value.
    ///
    /// @param field its name: `decision`, `text`, `to`, `justification`, or a condition's
    public record Wrong(String field, Problem problem) {}

    /// @throws ProblemException 422 with the first thing that is wrong
    public Decision decision() {
        wrong().stream()
                .findFirst()
                .ifPresent(first -> {
                    throw first.problem().asException();
                });
        var why = new Justification(justification);
        return switch (chosen) {
            case "approve" -> new Decision.Approve(why, conditions);
            case "edit_and_approve" -> new Decision.EditAndApprove(text, why, conditions);
            case "deny" -> new Decision.Deny(why);
            case "escalate" -> new Decision.Escalate(to, why);
            case "break_glass" -> new Decision.BreakGlass(why);
            default -> throw unchosen().asException();
        };
    }

    /// Everything that is wrong with the values by themselves.
    public List<Wrong> wrong() {
        var out = new ArrayList<Wrong>();
        if (!CHOICES.contains(chosen)) {
            out.add(new Wrong(DECISION, unchosen()));
        }
        if (chosen.equals("edit_and_approve") && text.isBlank()) {
            out.add(
                    new Wrong(
                            TEXT,
                            unsaid(
                                    "the edited text is empty",
                                    "write what goes out instead, or deny it")));
        }
        if (chosen.equals("escalate") && to.isBlank()) {
            out.add(
                    new Wrong(
                            TO,
                            unsaid("no role was chosen", "choose the role that decides instead")));
        }
        try {
            new Justification(justification);
        } catch (ProblemException refused) {
            out.add(new Wrong(JUSTIFICATION, refused.problem()));
        }
        return out;
    }

    /// As [#wrong()], with the conditions that an approval of this case asks for.
    public List<Wrong> wrong(ExceptionCase about, Instant now) {
        var out = new ArrayList<>(wrong());
        if (chosen.equals("approve") || chosen.equals("edit_and_approve")) {
            Conditions.wrong(about.opened(), conditions, now)
                    .forEach((field, sentence) ->
                            out.add(
                                    new Wrong(
                                            field,
                                            unsaid(
                                                    sentence,
                                                    "fill it in; deny it where nobody can say"))));
        }
        return out;
    }

    private static Problem unchosen() {
        return new Problem(
                422,
                "choose",
                "Choose a decision",
                "no decision was chosen",
                "choose approve, edit and approve, deny or escalate");
    }

    private static Problem unsaid(String detail, String remedy) {
        return new Problem(422, "incomplete", "Something is missing", detail, remedy);
    }
}
