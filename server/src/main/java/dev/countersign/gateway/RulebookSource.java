package dev.countersign.gateway;

import dev.countersign.policy.Rulebook;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.Optional;

/// Where the gateway finds the playbook in force. Implemented by whoever activates playbooks.
public interface RulebookSource {
    /// Empty until a playbook is active. Does not block.
    Optional<Rulebook> current();

    /// MUST be called in the transaction that records the use of a rulebook.
    ///
    /// @throws dev.countersign.kernel.ProblemException with status 409 where another one is active
    void revalidate(Tx tx, Rulebook rulebook) throws SQLException;
}
