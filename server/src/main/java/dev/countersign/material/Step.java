package dev.countersign.material;

import java.util.List;

/// What a named person says of a version, in this order.
public enum Step {
    EXPERT("Reviewed by an expert"),
    OPS_LEAD("Reviewed by an ops lead"),
    FIELD_TEST("Field-tested by a pilot mentor"),
    DELIVERED("Delivered");

    /// How many mentors try it before it is delivered.
    public static final int TESTERS = 2;

    private final String title;

    Step(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// Whose word it is.
    public List<String> roles() {
        return switch (this) {
            case EXPERT ->
                    List.of(
                            "process_quality",
                            "policy_team",
                            "security",
                            "service_owner",
                            "mentor");
            case OPS_LEAD -> List.of("ops_manager");
            case FIELD_TEST -> List.of("mentor");
            case DELIVERED -> List.of("programme_manager", "ops_manager");
        };
    }
}
