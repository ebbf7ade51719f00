package dev.countersign.gateway;

import dev.countersign.people.Identity;

/// Runs a governed call for a person at a page, by the same steps as the API. Blocks.
@FunctionalInterface
public interface Ask {
    /// @param prompt a prompt of the library that takes text
    /// @return the call's record, however it ended
    /// @throws dev.countersign.kernel.ProblemException where it was refused or failed
    CallRecord ask(Identity identity, String prompt, String text);
}
