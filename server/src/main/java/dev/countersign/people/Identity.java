package dev.countersign.people;

import java.util.Optional;

/// A person as shown by a key or a session.
///
/// @param epoch rises with every change of the person's roles or standing
/// @param keyId the key that was shown; empty for a session
public record Identity(Person person, long epoch, Optional<String> keyId) {
    public String id() {
        return person.id();
    }

    public boolean has(String role) {
        return person.roles().contains(role);
    }

    public boolean hasAny(Iterable<String> roles) {
        for (var role : roles) {
            if (has(role)) {
                return true;
            }
        }
        return false;
    }
}
