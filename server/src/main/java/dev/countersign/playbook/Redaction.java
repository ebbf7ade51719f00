package dev.countersign.playbook;

import java.util.Set;

/// How personal data is looked for.
///
/// @param profile which finders
/// @param also kinds masked beyond the usual ones, in lower case: `place`, `organisation`, `url`, …
/// @param never exact texts that are nobody's personal data: the organisation's own mailboxes and
///   switchboards. Compared without regard to case
public record Redaction(Profile profile, Set<String> also, Set<String> never) {
    public Redaction {
        also = Set.copyOf(also);
        never = Set.copyOf(never);
    }

    /// Which finders.
    public enum Profile {
        RULES,
        RULES_AND_NAMES
    }

    /// The default: rules for the usual kinds.
    public static final Redaction RULES = new Redaction(Profile.RULES, Set.of(), Set.of());

    public boolean names() {
        return profile == Profile.RULES_AND_NAMES;
    }
}
