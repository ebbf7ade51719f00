package dev.countersign.bundle;

import dev.countersign.policy.PolicySet;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every policy and exemption of one moment.
///
/// @param id SHA-256 over the files, in hex
/// @param files text by file name
public record Bundle(
        String id,
        SortedMap<String, String> files,
        PolicySet set,
        String addedBy,
        Instant addedAt) {
    public Bundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
