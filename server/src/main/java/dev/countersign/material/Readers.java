package dev.countersign.material;

import dev.countersign.course.Pack.Material;
import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import java.util.List;

/// Who may see and make what. Pure.
final class Readers {
    private static final List<String> MAKES = List.of("mentor", "ops_manager", "programme_manager");
    private static final List<String> REVIEWS =
            List.of(
                    "process_quality",
                    "policy_team",
                    "security",
                    "service_owner",
                    "ops_manager",
                    "programme_manager");

    private Readers() {}

    /// Whether drafts are shown to them; learners see what was delivered.
    static boolean seesDrafts(Identity who) {
        return who.has("mentor") || who.hasAny(REVIEWS);
    }

    static boolean mayMake(Identity who) {
        return who.hasAny(MAKES);
    }

    /// Keys are for mentors, and for those who review them; never for whoever learns from the same
    /// course without being a mentor.
    static boolean mayOpen(Identity who, Material material, boolean learning) {
        return !material.forMentors() || who.has("mentor") || who.hasAny(REVIEWS) && !learning;
    }

    static void requireMaker(Identity who) {
        if (!mayMake(who)) {
            throw new Problem(
                            403,
                            "role",
                            "Your role does not include this",
                            "materials are made by " + String.join(", ", MAKES),
                            "ask your mentor")
                    .asException();
        }
    }
}
