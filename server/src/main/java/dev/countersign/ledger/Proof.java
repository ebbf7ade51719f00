package dev.countersign.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// That an entry is in the tree of a signed checkpoint.
///
/// @param leaf the entry's canonical JSON, exactly as it was hashed
/// @param path hashes from the leaf up to the checkpoint's root
/// @param note the signed checkpoint
/// @param holds whether the path leads from the leaf to the root, computed anew
/// @param since the first kept checkpoint that covers the entry
/// @param keyholders by personal field, whose key seals it
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Proof(
        StoredEntry entry,
        String leaf,
        byte[] leafHash,
        List<byte[]> path,
        String note,
        long size,
        boolean holds,
        Optional<Since> since,
        Map<String, String> keyholders) {
    public Proof {
        path = List.copyOf(path);
        keyholders = Map.copyOf(keyholders);
    }

    /// @param at empty where the checkpoint was signed before times were kept
    public record Since(long size, Optional<Instant> at) {}
}
