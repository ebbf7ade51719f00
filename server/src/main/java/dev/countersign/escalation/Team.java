package dev.countersign.escalation;

import java.util.Set;

/// A part of the organisation that answers for some services.
///
/// @param name as exceptions tell it under `team`
/// @param lead the role that leads it, which designs its categories
/// @param services what is the team's where an exception tells no team
public record Team(String name, String title, String lead, Set<String> services) {
    public Team {
        services = Set.copyOf(services);
    }
}
