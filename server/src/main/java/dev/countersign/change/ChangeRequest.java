package dev.countersign.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One proposed change, as it stands.
///
/// @param subject a playbook's or a policy bundle's id, or a prompt's name
/// @param version of the prompt; 0 for the others
/// @param base what was in force when it was proposed: a playbook's or a bundle's id, a prompt's
///   version
/// @param accepted findings of the playbook that the proposer accepts by name
/// @param words what changes, one sentence each
public record ChangeRequest(
        String id,
        Kind kind,
        String subject,
        int version,
        String base,
        List<String> accepted,
        String proposer,
        String why,
        List<String> words,
        State state,
        String caseId,
        Instant proposedAt,
        Optional<Instant> settledAt) {
    public ChangeRequest {
        accepted = List.copyOf(accepted);
        words = List.copyOf(words);
    }

    public enum Kind {
        PLAYBOOK,
        PROMPT,
        POLICY
    }

    public enum State {
        WAITING,
        /// Signed, and watched beside what is in force.
        SHADOW,
        IN_FORCE,
        DENIED,
        /// Signed, and not live: its shadow said no, or somebody did.
        STOPPED
    }

    public String title() {
        return switch (kind) {
            case PLAYBOOK -> "Playbook " + subject.substring(0, 8);
            case POLICY -> "Policies " + subject.substring(0, 8);
            case PROMPT -> "Prompt " + subject + ", version " + version;
        };
    }
}
