package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import java.util.List;
import java.util.Optional;

/// What reading a file gave: the playbook is present exactly when no finding is an ERROR.
public record Reading(Optional<Playbook> playbook, List<Finding> findings) {
    public Reading {
        findings = List.copyOf(findings);
    }
}
