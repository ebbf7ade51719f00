package dev.countersign.escalation;

import java.util.Optional;

/// Where somebody is reached, and when: a person's desk, or a team's.
///
/// @param person with an account here, if the contact is one
/// @param chat a handle such as `@incident-commander`; empty where there is none
/// @param calendar the name of their hours
public record Contact(
        String key,
        String name,
        Optional<String> person,
        String email,
        String chat,
        String calendar) {}
