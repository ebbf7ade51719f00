package dev.countersign.proof;

import java.util.Optional;

/// What the checker trusts, obtained from outside the pack: the ledger's key, an earlier
/// checkpoint, or both.
public record Trust(Optional<VerifierKey> key, Optional<Checkpoint> earlier) {
    public Trust {
        if (key.isEmpty() && earlier.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to trust; give a verifier key or an earlier checkpoint");
        }
    }

    public static Trust in(VerifierKey key) {
        return new Trust(Optional.of(key), Optional.empty());
    }
}
