package dev.countersign.desk;

import dev.countersign.desk.CaseFacts.Severity;

/// How hard a case is to decide, so that beginners get the easy ones first. Pure.
public enum Difficulty {
    /// One group decides, it is not urgent, and the policies speak clearly.
    EASY,
    MEDIUM,
    /// Urgent, or several groups decide, or nobody knows yet what it is.
    HARD;

    private static final int FIRST = 10;
    private static final int SETTLED_IN = 30;

    public static Difficulty of(ExceptionCase c) {
        var facts = c.opened().facts();
        if (c.standing().needed().size() > 1) {
            return HARD;
        }
        if (facts.isEmpty()) {
            return MEDIUM;
        }
        var f = facts.get();
        if (f.severity() == Severity.P1 || f.category().isEmpty() || CategoryRules.isRollback(f)) {
            return HARD;
        }
        return !f.verdict().isEmpty() && f.severity() != Severity.P2 ? EASY : MEDIUM;
    }

    /// The hardest that somebody is given who has decided so many: easy ones for the first ten,
    /// hard ones after thirty.
    public static Difficulty reach(int decided) {
        return decided < FIRST ? EASY : decided < SETTLED_IN ? MEDIUM : HARD;
    }
}
