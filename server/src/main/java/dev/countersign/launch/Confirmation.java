package dev.countersign.launch;

import dev.countersign.launch.Launch.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The security partner's word, over exactly these roles and regions.
///
/// @param number from 1; only the newest can hold
/// @param playbook id of the version in force when it was signed
public record Confirmation(
        int number,
        String rolesDigest,
        String regionsDigest,
        String playbook,
        Word said,
        Optional<Voided> voided) {

    /// @param because `roles`, `regions` or both
    public record Voided(List<String> because, Instant at) {
        public Voided {
            because = List.copyOf(because);
        }
    }
}
