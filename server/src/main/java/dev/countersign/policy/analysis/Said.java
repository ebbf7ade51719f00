package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import dev.countersign.policy.Policy.Outcome;

/// Where which outcomes are said, as formulas. All three are false where nobody speaks.
record Said(BoolExpr approve, BoolExpr escalate, BoolExpr deny) {
    static Said nothing(Context z3) {
        return new Said(z3.mkFalse(), z3.mkFalse(), z3.mkFalse());
    }

    static Said only(Context z3, Outcome outcome) {
        return new Said(
                z3.mkBool(outcome == Outcome.APPROVE),
                z3.mkBool(outcome == Outcome.ESCALATE),
                z3.mkBool(outcome == Outcome.DENY));
    }

    BoolExpr of(Outcome outcome) {
        return switch (outcome) {
            case APPROVE -> approve;
            case ESCALATE -> escalate;
            case DENY -> deny;
        };
    }

    /// This where the condition holds, the other elsewhere.
    Said where(Context z3, BoolExpr condition, Said other) {
        return new Said(
                choice(z3, condition, approve, other.approve),
                choice(z3, condition, escalate, other.escalate),
                choice(z3, condition, deny, other.deny));
    }

    private static BoolExpr choice(Context z3, BoolExpr condition, BoolExpr yes, BoolExpr no) {
        return z3.mkOr(z3.mkAnd(condition, yes), z3.mkAnd(z3.mkNot(condition), no));
    }

    /// Both speak.
    Said and(Context z3, Said other) {
        return new Said(
                z3.mkOr(approve, other.approve),
                z3.mkOr(escalate, other.escalate),
                z3.mkOr(deny, other.deny));
    }

    BoolExpr anything(Context z3) {
        return z3.mkOr(approve, escalate, deny);
    }

    /// The strictest of what is said; what the lower priorities decide where nothing is.
    Said decided(Context z3, Said lower) {
        var silent = z3.mkNot(anything(z3));
        var mild = z3.mkNot(z3.mkOr(deny, escalate));
        return new Said(
                z3.mkOr(z3.mkAnd(mild, approve), z3.mkAnd(silent, lower.approve)),
                z3.mkOr(z3.mkAnd(z3.mkNot(deny), escalate), z3.mkAnd(silent, lower.escalate)),
                z3.mkOr(deny, z3.mkAnd(silent, lower.deny)));
    }

    BoolExpr differs(Context z3, Said other) {
        return z3.mkOr(
                z3.mkXor(approve, other.approve),
                z3.mkXor(escalate, other.escalate),
                z3.mkXor(deny, other.deny));
    }

    /// As a case comes out: where nobody speaks, a person decides.
    Said cameOut(Context z3) {
        return new Said(approve, z3.mkOr(escalate, z3.mkNot(anything(z3))), deny);
    }
}
