package dev.countersign.launch;

import dev.countersign.kernel.Digests;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbook;
import java.util.ArrayList;
import java.util.List;

/// Who may run what, and where requests may go: what the security partner confirms. The lines are
/// what is shown and what is signed. Their order in the playbook means nothing, so it is no change.
///
/// @param roles the playbook's `rbac`, a line each
/// @param regions the playbook's `regions`, and where the organisation works
public record Scope(List<String> roles, List<String> regions) {
    public Scope {
        roles = List.copyOf(roles);
        regions = List.copyOf(regions);
    }

    static Scope of(LoadedPlaybook loaded) {
        var regions = loaded.playbook().regions();
        return new Scope(
                loaded.playbook().rbac().roles().stream().map(Scope::line).sorted().toList(),
                List.of(
                        "a request may go to " + joined(regions.allowed()),
                        "data residency: " + regions.dataResidency(),
                        "personal data is "
                                + (regions.piiRedaction() ? "masked first" : "not masked"),
                        "people work in " + joined(loaded.organisation().regions())));
    }

    private static String line(Playbook.Role role) {
        return role.name()
                + ": runs "
                + joined(role.prompts())
                + "; needs an approval for "
                + joined(role.approvals())
                + "; answers are "
                + role.humanInLoop()
                        .map(drafts -> drafts ? "drafts" : "no drafts")
                        .orElse("drafts where review is global");
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names.stream().sorted().toList());
    }

    public String rolesDigest() {
        return Digests.hex(String.join("\n", roles));
    }

    public String regionsDigest() {
        return Digests.hex(String.join("\n", regions));
    }

    /// Which of the two is another than what was signed; nothing where both are the same.
    List<String> changedSince(Confirmation signed) {
        var out = new ArrayList<String>();
        if (!signed.rolesDigest().equals(rolesDigest())) {
            out.add("roles");
        }
        if (!signed.regionsDigest().equals(regionsDigest())) {
            out.add("regions");
        }
        return out;
    }
}
