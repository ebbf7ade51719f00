package dev.countersign.escalation;

import java.util.Map;
import java.util.Optional;

/// Who answers for one category, and how a case of it climbs.
///
/// @param owner whom the case is for, and who is proposed when it is escalated
/// @param contact the key of who is told; the owner's people where there is none
/// @param path the name of the path of all severities but those in `paths`
/// @param paths severity → another path
public record MatrixRow(
        String category,
        Whom owner,
        Optional<String> contact,
        Optional<String> path,
        Map<String, String> paths) {
    public MatrixRow {
        paths = Map.copyOf(paths);
    }
}
