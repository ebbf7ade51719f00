package dev.countersign.desk;

import java.util.Map;

/// What a person says about a case. Machines give verdicts, people take decisions.
public sealed interface Decision {
    Justification justification();

    /// What an approval is given under, for example `until` and `removal_plan` of an exemption.
    default Map<String, String> conditions() {
        return Map.of();
    }

    record Approve(Justification justification, Map<String, String> conditions)
            implements Decision {
        public Approve {
            conditions = Map.copyOf(conditions);
        }

        public Approve(Justification justification) {
            this(justification, Map.of());
        }
    }

    /// @param text what goes out instead of the proposed answer
    record EditAndApprove(String text, Justification justification, Map<String, String> conditions)
            implements Decision {
        public EditAndApprove {
            conditions = Map.copyOf(conditions);
        }

        public EditAndApprove(String text, Justification justification) {
            this(text, justification, Map.of());
        }
    }

    record Deny(Justification justification) implements Decision {}

    /// @param toRole whose queue it enters now; the clock keeps running
    record Escalate(String toRole, Justification justification) implements Decision {}

    /// Approves past the groups; a review follows.
    record BreakGlass(Justification justification) implements Decision {}
}
