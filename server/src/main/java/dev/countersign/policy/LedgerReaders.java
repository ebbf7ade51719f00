package dev.countersign.policy;

import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import java.util.Optional;
import java.util.function.Supplier;

/// Who may read the ledger: administrators, and roles to which the playbook gives `evidence_pack`.
public record LedgerReaders(Supplier<Optional<Rulebook>> rulebook) {
    private static final String PACK = "evidence_pack";

    public boolean mayRead(Identity identity) {
        return identity.has("administrator") || mayExport(identity);
    }

    public boolean mayExport(Identity identity) {
        return rulebook.get()
                .filter(r -> r.roleFor(identity.person().roles(), PACK).isPresent())
                .isPresent();
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    public void requireReader(Identity identity) {
        if (!mayRead(identity)) {
            throw refused(
                    "the ledger is read by administrators and by roles that may run `"
                            + PACK
                            + "`");
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    public void requireExporter(Identity identity) {
        if (!mayExport(identity)) {
            throw refused("your roles do not include `" + PACK + "`");
        }
    }

    private static RuntimeException refused(String detail) {
        return new Problem(
                        403,
                        "role",
                        "Your role does not include this",
                        detail,
                        "ask the compliance liaison")
                .asException();
    }
}
