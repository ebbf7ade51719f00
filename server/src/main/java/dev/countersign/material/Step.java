package dev.countersign.material;

import java.util.List;

/// What a named person says of a version, in this order.
public enum Step {
    EXPERT(
            "Reviewed by an expert",
            List.of("process_quality", "policy_team", "security", "service_owner", "mentor")),
    OPS_LEAD("Reviewed by an ops lead", List.of("ops_manager")),
    FIELD_TEST("Field-tested by a pilot mentor", List.of("mentor")),
    DELIVERED("Delivered", List.of("programme_manager", "ops_manager"));

    /// How many mentors try it before it is delivered.
    public static final int TESTERS = 2;

    private final String title;
    private final List<String> roles;

    Step(String title, List<String> roles) {
        this.title = title;
        this.roles = roles;
    }

    public String title() {
        return title;
    }

    /// Whose word it is.
    public List<String> roles() {
        return roles;
    }
}
