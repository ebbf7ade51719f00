package dev.countersign.desk;

import dev.countersign.desk.rules.Actor;
import java.util.Optional;

/// What a category asks of whoever approves, beside what [Conditions] asks of the text. Pure.
///
/// A rollback past the rules is the incident commander's alone: they approve fast, and somebody
/// looks at it afterwards in any case.
final class CategoryRules {
    static final String ROLLBACK = "rollback";
    static final String COMMANDER = "incident_commander";

    private CategoryRules() {}

    /// Why this actor may deny or pass the case on and not approve it; empty where they may.
    static Optional<String> whyNotApprove(ExceptionCase c, Actor actor) {
        return isOverride(c) && actor.powers().stream().noneMatch(p -> p.role().equals(COMMANDER))
                ? Optional.of(
                        "a rollback past the rules is approved by the incident commander alone; deny"
                                + " it, or escalate it to them")
                : Optional.empty();
    }

    /// Whether an approval of it is looked at afterwards.
    static boolean isReviewed(ExceptionCase c) {
        return isOverride(c);
    }

    /// Whatever a team calls it.
    static boolean isRollback(CaseFacts f) {
        return f.kind().equals(ROLLBACK) || f.category().equals(ROLLBACK);
    }

    private static boolean isOverride(ExceptionCase c) {
        return c.opened().kind() == NewCase.Kind.EXCEPTION
                && c.opened().facts().filter(CategoryRules::isRollback).isPresent();
    }
}
