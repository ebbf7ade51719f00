package dev.countersign.desk.rules;

import java.time.Instant;
import java.util.List;

/// One approval.
///
/// @param role the group that it stands for
/// @param via whose authority it was, where it was not the person's own
/// @param content the digest of what was shown and approved
public record Signature(String person, String role, List<String> via, String content, Instant at) {
    public Signature {
        via = List.copyOf(via);
    }

    /// Whether this person signed, or somebody on their authority.
    boolean isOf(String id) {
        return person.equals(id) || via.contains(id);
    }
}
