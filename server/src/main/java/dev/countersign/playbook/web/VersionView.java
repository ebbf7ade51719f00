package dev.countersign.playbook.web;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.Activation;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.OrganisationDiff;
import dev.countersign.playbook.PlaybookDiff;
import dev.countersign.ui.ShadowFields;
import java.util.List;
import java.util.Optional;

/// A version of the playbook as its page shows it.
///
/// @param yaml the playbook, with its indentation recovered where it had lost it
/// @param activations newest first
public record VersionView(
        LoadedPlaybook loaded,
        boolean inForce,
        boolean recovered,
        List<String> yaml,
        List<String> organisation,
        List<Activation> activations) {

    public String shortId() {
        return loaded.id().substring(0, 8);
    }

    public String reference() {
        return loaded.playbook().version() + "+" + shortId();
    }

    public boolean accepted(Finding finding) {
        return activations.stream()
                .anyMatch(a -> a.accepted().contains(LoadedPlaybook.nameOf(finding)));
    }

    /// A finding as the pages show it.
    ///
    /// @param anchor the line it speaks of on the same page; empty for the whole document
    public record Told(Finding finding, String name, String anchor) {
        static Told of(Finding f) {
            var text = f.file().startsWith("organisation") ? "o" : "p";
            return new Told(f, LoadedPlaybook.nameOf(f), f.line() == 0 ? "" : text + f.line());
        }

        public String place() {
            return finding.line() == 0
                    ? finding.file()
                    : finding.file() + ":" + finding.line() + ":" + finding.column();
        }
    }

    /// What changes from one version to another.
    public record Diff(
            LoadedPlaybook from, LoadedPlaybook to, List<String> playbook, List<String> people) {
        static Diff between(LoadedPlaybook from, LoadedPlaybook to) {
            return new Diff(
                    from,
                    to,
                    PlaybookDiff.inWords(from.playbook(), to.playbook()),
                    OrganisationDiff.inWords(from.organisation(), to.organisation()));
        }

        public boolean isEmpty() {
            return playbook.isEmpty() && people.isEmpty();
        }
    }

    static List<Told> told(List<Finding> findings) {
        return findings.stream().map(Told::of).toList();
    }

    /// What a form of the version's page was sent with.
    ///
    /// @param accepted names that were ticked
    record Sent(List<String> accepted, String why, ShadowFields shadow, Optional<String> error) {
        static final Sent NOTHING = new Sent(List.of(), "", ShadowFields.NONE, Optional.empty());
    }
}
