package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import java.util.List;
import java.util.Optional;

/// What reading a file gave: the playbook is present exactly when no finding is an ERROR.
///
/// @param recovery present where the document had lost its indentation and every line found its
///   place
public record Reading(
        Optional<Playbook> playbook, List<Finding> findings, Optional<Recovery> recovery) {
    public Reading {
        findings = List.copyOf(findings);
    }

    /// The document with its indentation restored, where it had lost it.
    public Optional<String> recovered() {
        return recovery.map(Recovery::yaml);
    }
}
