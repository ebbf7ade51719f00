package dev.countersign.intake;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.people.People;
import dev.countersign.playbook.LoadedPlaybook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Who approves exceptions of a category, in order.
///
/// The organisation file says it under `approvers`: several roles divided by commas; `finance if
/// revenue` is asked only where money is at stake. Where it is silent: rollbacks are the incident
/// commander's, customer exemptions need customer success, and finance where money is at stake, and
/// everything else is the ops managers'. A team may add an approver to these, and take none away;
/// only where nobody is named does its own stand alone.
record Approvers(Supplier<Optional<LoadedPlaybook>> playbook, People people) {
    private static final String DEFAULT = "ops_manager";
    private static final String IF_REVENUE = " if revenue";

    List<String> of(Taxonomy taxonomy, String category, boolean revenue) {
        var kind = taxonomy.kindOf(category);
        var own = taxonomy.category(category).map(Taxonomy.Category::approver).orElse("");
        var roles = new LinkedHashSet<>(ruled(kind, revenue));
        if (!kind.equals(category)) {
            roles.addAll(told(named(category), revenue));
        }
        if (!own.isEmpty()) {
            roles.add(own);
        }
        return roles.isEmpty() ? List.of(DEFAULT) : List.copyOf(roles);
    }

    private List<String> ruled(String kind, boolean revenue) {
        var named = named(kind);
        return named.isBlank() ? standard(kind, revenue) : told(named, revenue);
    }

    private String named(String category) {
        return playbook.get()
                .map(p -> p.organisation().approvers().getOrDefault(category, ""))
                .orElse("");
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
            default -> {}
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
