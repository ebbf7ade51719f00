package dev.countersign.gateway;

import dev.countersign.people.Identity;
import java.util.Optional;

/// Asks a tool about somebody's work without showing anybody the answer: a governed call in every
/// step but the gate, which it is to open. Blocks.
@FunctionalInterface
public interface Rehearsal {
    /// @param worker whose work it is; the call is recorded as theirs
    /// @throws dev.countersign.kernel.ProblemException where it was refused or failed
    Unshown ask(Identity worker, String prompt, String text);

    /// @param input masked
    /// @param answer masked
    /// @param confidence as text; empty where there is none
    /// @param prompt with its version
    /// @param answeredBy the model's version as the answer names it
    /// @param would what would have become of it: `release`, or who would have been asked
    record Unshown(
            String call,
            String input,
            String answer,
            Optional<String> confidence,
            String prompt,
            String answeredBy,
            String would) {}
}
