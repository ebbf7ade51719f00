package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One version as it was loaded; immutable.
///
/// @param id SHA-256 in hex of both documents
/// @param findings everything to be said about it, both files and their binding
public record LoadedPlaybook(
        String id,
        Playbook playbook,
        Organisation organisation,
        String document,
        String organisationDocument,
        List<Finding> findings,
        Instant loadedAt,
        String loadedBy) {
    public LoadedPlaybook {
        findings = List.copyOf(findings);
    }

    /// What its programme manager must accept by name before it can be activated.
    public List<Finding> open() {
        return findings.stream().filter(f -> f.severity() == Severity.DECISION).toList();
    }

    /// The host system of the microtool that guards a prompt.
    public Optional<String> product(String prompt) {
        var prompts = organisation.settings().toolPrompts();
        return playbook.trainingTracks().stream()
                .flatMap(t -> t.microtools().stream())
                .filter(t -> prompts.getOrDefault(t.name(), t.name()).equals(prompt))
                .map(Playbook.Microtool::product)
                .findFirst();
    }

    /// Names a finding: two of the same kind differ by their line.
    public static String nameOf(Finding finding) {
        return finding.line() == 0 ? finding.code() : finding.code() + "@" + finding.line();
    }
}
