package dev.countersign.cohort;

import dev.countersign.kernel.Refusal;
import dev.countersign.people.Identity;
import java.util.List;

/// Who may do what with a cohort.
final class Rights {
    private static final List<String> MANAGES = List.of("programme_manager", "ops_manager");
    private static final List<String> PLANS = List.of("programme_manager", "ops_manager", "mentor");

    private Rights() {}

    static boolean manages(Identity who) {
        return who.hasAny(MANAGES);
    }

    static boolean plans(Identity who) {
        return who.hasAny(PLANS);
    }

    /// Managers read every cohort, others what they opened or teach.
    static boolean reads(Identity who, Cohort cohort, Cohort.Roster roster) {
        return manages(who) || cohort.openedBy().equals(who.id()) || roster.teaches(who.id());
    }

    /// Changes sessions and marks who was there.
    static boolean runs(Identity who, Cohort cohort, Cohort.Roster roster) {
        return reads(who, cohort, roster);
    }

    static void requirePlans(Identity who) {
        if (!plans(who)) {
            throw Refusal.of(
                    403,
                    "role",
                    "cohorts are opened by " + String.join(", ", PLANS),
                    "ask one of them");
        }
    }

    static void requireRuns(Identity who, Cohort cohort, Cohort.Roster roster) {
        if (!runs(who, cohort, roster)) {
            throw Refusal.of(
                    403,
                    "role",
                    "this cohort is run by its trainers and mentors, whoever opened it, and "
                            + String.join(" or ", MANAGES),
                    "ask one of them");
        }
    }

    static RuntimeException unknown(String what) {
        return Refusal.of(
                404, "unknown-cohort", "there is no `" + what + "`", "start from /learn/cohorts");
    }
}
