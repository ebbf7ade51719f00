package dev.countersign.people;

import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who works here and what they may do with the records of one store: [People] for the store that
/// holds them, an adapter for another one.
public interface Directory {
    /// MUST be called in the transaction that records what the identity was used for.
    ///
    /// @throws dev.countersign.kernel.ProblemException with status 401 where it no longer holds
    void revalidate(Tx tx, Identity identity) throws SQLException;

    /// Somebody's roles for these records, as the caller's transaction sees them; none for who is
    /// not active.
    Set<String> rolesOf(Tx tx, String personId);

    /// As [#rolesOf], from memory: to show and never to grant.
    Set<String> rolesNow(String personId);

    Optional<Person> person(String id);

    List<Person> everyone();

    List<Person> holding(String role);
}
