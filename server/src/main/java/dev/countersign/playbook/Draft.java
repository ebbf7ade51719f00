package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two documents as they read before anybody keeps them. Pure.
///
/// @param findings of both files and of their binding, with what the organisation file settles told
///   as settled
/// @param recovered the playbook with its indentation restored, where it had lost it
public record Draft(
        Optional<Playbook> playbook,
        Optional<Organisation> organisation,
        List<Finding> findings,
        Optional<String> recovered) {
    public Draft {
        findings = List.copyOf(findings);
    }

    static Draft of(String document, String organisation) {
        var reading = PlaybookReader.read("playbook.yaml", document, PlaybookReader.Mode.LENIENT);
        var beside = OrganisationReader.read("organisation.yaml", organisation);
        var findings = new ArrayList<>(Settled.by(organisation, reading.findings()));
        findings.addAll(bound(reading, beside, "organisation.yaml", organisation));
        return new Draft(reading.playbook(), beside.organisation(), findings, reading.recovered());
    }

    /// What is to be said about the organisation file and how it fits the playbook.
    ///
    /// @param name the organisation file's name
    public static List<Finding> bound(
            Reading playbook, OrganisationReader.Read organisation, String name, String text) {
        var findings = new ArrayList<>(organisation.findings());
        if (playbook.playbook().isPresent() && organisation.organisation().isPresent()) {
            findings.addAll(
                    Binding.check(
                            playbook.playbook().get(),
                            organisation.organisation().get(),
                            name,
                            text));
        }
        return findings;
    }
}
