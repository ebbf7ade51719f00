package dev.countersign.desk;

import dev.countersign.desk.rules.Result.Refusal;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Directory;
import java.util.Locale;

/// Says in words why an act was refused, and what would make it a yes.
final class Refusals {
    private final Directory people;

    Refusals(Directory people) {
        this.people = people;
    }

    /// @param seen the case as it is now
    ProblemException of(Refusal refusal, ExceptionCase seen) {
        return switch (refusal) {
            case STALE, NOT_OPEN, NOT_DUE -> tooLate(seen);
            case OWN_CASE, OWN_EDIT, SIGNED_BEFORE, NO_POWER -> mayNot(refusal, seen);
            case NOT_SETTLED ->
                    problem(
                            409,
                            "case-open",
                            "Nothing to overturn",
                            "case `" + seen.id() + "` is still open",
                            "decide it instead");
            case SAME_QUEUE ->
                    problem(
                            422,
                            "same-queue",
                            "Already there",
                            "the case already waits for `" + seen.approverRole() + "`",
                            "choose another role");
            case NOT_YOURS_TO_UNDO ->
                    problem(
                            403,
                            "not-yours-to-undo",
                            "Not yours to take back",
                            "the last decision on `" + seen.id() + "` is not yours",
                            "overturn it instead, with a reason");
            case TOO_LATE_TO_UNDO ->
                    problem(
                            409,
                            "too-late-to-undo",
                            "Too late to take back",
                            "a decision can be taken back for five minutes",
                            "overturn it instead, with a reason");
            case ALREADY_CARRIED_OUT ->
                    problem(
                            409,
                            "carried-out",
                            "Carried out already",
                            "what was approved under `" + seen.id() + "` was used",
                            "what was done cannot be called back; ask for what puts it right");
            case NO_EMERGENCY_ROLE ->
                    problem(
                            403,
                            "no-emergency-role",
                            "Not yours to break the glass",
                            "only an emergency role of your own may approve past the groups",
                            "escalate it, or find the incident commander");
            case NO_GRANT, GRANT_LAPSED, OTHER_CONTENT ->
                    problem(
                            410,
                            "grant-lapsed",
                            "The approval lapsed",
                            "the approval of `" + seen.id() + "` was used, ended or never fitted",
                            "ask again");
        };
    }

    private static ProblemException mayNot(Refusal refusal, ExceptionCase seen) {
        return problem(
                403,
                "may-not-decide",
                "Not yours to decide",
                words(refusal, seen),
                "leave it to somebody else, or ask for it to be escalated");
    }

    /// As part of a sentence: `you see this case and cannot decide it: …`.
    static String words(Refusal refusal, ExceptionCase seen) {
        return switch (refusal) {
            case OWN_CASE -> "you raised this case, and nobody decides on their own case";
            case OWN_EDIT ->
                    "you changed what matters in it, so somebody else approves it: an amount, or"
                            + " who gets it";
            case SIGNED_BEFORE -> "you have approved it, and one person approves once";
            default ->
                    "this case waits for `"
                            + seen.approverRole()
                            + "`, which is none of your roles";
        };
    }

    ProblemException tooLate(ExceptionCase now) {
        var last = now.decisions().isEmpty() ? null : now.decisions().getLast();
        var who =
                last == null
                        ? "it changed"
                        : people.person(last.approver()).map(p -> p.name()).orElse(last.approver())
                                + " "
                                + last.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                + " it at "
                                + last.at();
        return problem(
                409,
                "somebody-was-quicker",
                "Somebody was quicker",
                "this case moved on while you had it open: " + who,
                "look at it again; your text is still in the form");
    }

    static ProblemException notToCategorise(ExceptionCase seen) {
        var facts = seen.opened().facts();
        if (facts.isEmpty()) {
            return problem(
                    409,
                    "no-exception",
                    "The category was not set",
                    "case `" + seen.id() + "` is no exception that automation raised",
                    "only those have a category");
        }
        if (!seen.isOpen()) {
            return problem(
                    409,
                    "settled",
                    "The category was not set",
                    "case `" + seen.id() + "` is settled",
                    "an open case of the same kind can still be put under one");
        }
        return problem(
                409,
                "has-a-category",
                "The category was not set",
                "case `"
                        + seen.id()
                        + "` is already under `"
                        + facts.map(CaseFacts::category).orElse("")
                        + "`",
                "where that is wrong, its source sends it again with another category");
    }

    static ProblemException unknown(String id) {
        return problem(
                404,
                "unknown-case",
                "No such case",
                "there is no case `" + id + "`",
                "look it up in the queue");
    }

    static ProblemException problem(
            int status, String code, String title, String detail, String remedy) {
        return new Problem(status, code, title, detail, remedy).asException();
    }
}
