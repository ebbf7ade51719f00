package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import java.util.List;
import java.util.Optional;

/// What reading a file gave: the playbook is present exactly when no finding is an ERROR.
///
/// @param recovered the document with its indentation restored, where it had lost it
public record Reading(
        Optional<Playbook> playbook, List<Finding> findings, Optional<String> recovered) {
    public Reading {
        findings = List.copyOf(findings);
    }

    Reading(Optional<Playbook> playbook, List<Finding> findings) {
        this(playbook, findings, Optional.empty());
    }
}
