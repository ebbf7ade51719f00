package dev.countersign.people;

import java.time.ZoneId;
import java.util.Set;

/// Someone who works here.
///
/// @param roles names of playbook roles and of the organisation's further roles
public record Person(
        String id, String name, String email, ZoneId zone, boolean active, Set<String> roles) {
    public Person {
        roles = Set.copyOf(roles);
    }

    static final String ERASED = "@erased.invalid";

    /// Whether who this was has been forgotten; such a person never comes back under this id.
    public boolean erased() {
        return email.endsWith(ERASED);
    }
}
