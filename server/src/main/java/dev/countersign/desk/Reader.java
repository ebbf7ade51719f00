package dev.countersign.desk;

import java.util.Set;

/// Whoever looks at cases: a person with the roles they may use at the desk now, their own and
/// those of people they stand in for.
public record Reader(String id, Set<String> roles) {
    public Reader {
        roles = Set.copyOf(roles);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }
}
