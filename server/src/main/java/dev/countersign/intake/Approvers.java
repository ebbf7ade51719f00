package dev.countersign.intake;

import dev.countersign.people.People;
import dev.countersign.playbook.LoadedPlaybook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Who approves exceptions of a category, in order.
///
/// The organisation file says it under `approvers`: several roles divided by commas; `finance if
/// revenue` is asked only where money is at stake. Where it is silent: rollbacks are the incident
/// commander's, customer exemptions need customer success, and finance where money is at stake, and
/// everything else is the ops managers'.
record Approvers(Supplier<Optional<LoadedPlaybook>> playbook, People people) {
    private static final String DEFAULT = "ops_manager";
    private static final String IF_REVENUE = " if revenue";

    List<String> of(String category, boolean revenue) {
        var named =
                playbook.get()
                        .map(p -> p.organisation().approvers().getOrDefault(category, ""))
                        .orElse("");
        var roles = named.isBlank() ? standard(category, revenue) : told(named, revenue);
        return roles.isEmpty() ? List.of(DEFAULT) : roles;
    }

    private static List<String> told(String named, boolean revenue) {
        return Arrays.stream(named.split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty() && (revenue || !role.endsWith(IF_REVENUE)))
                .map(role -> role.replace(IF_REVENUE, ""))
                .distinct()
                .toList();
    }

    private List<String> standard(String category, boolean revenue) {
        var roles = new ArrayList<String>();
        switch (category) {
            case "rollback" -> addIfHeld(roles, "incident_commander");
            case "customer_exemption" -> {
                roles.add(DEFAULT);
                addIfHeld(roles, "customer_success");
                if (revenue) {
                    addIfHeld(roles, "finance");
                }
            }
            default -> roles.add(DEFAULT);
        }
        return roles;
    }

    // A role that nobody holds would keep the case waiting for ever.
    private void addIfHeld(List<String> roles, String role) {
        if (!people.holding(role).isEmpty()) {
            roles.add(role);
        }
    }
}
