package dev.countersign.gateway;

import dev.countersign.kernel.Reason;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.Optional;

/// Watches what a gated tool answers: whether an answer may leave by itself, and what has left.
/// Implemented by whoever keeps the tools' certificates.
public interface AnswerWatch {
    /// @param tool the microtool's name
    /// @param person who asked
    /// @param prompt with its version
    /// @param answeredBy the model's version as the answer names it
    /// @param input masked
    /// @param answer masked
    /// @param confidence as text; empty where there is none
    record Given(
            String call,
            String tool,
            String person,
            String prompt,
            String answeredBy,
            String input,
            String answer,
            Optional<String> confidence) {}

    /// In the unit of work that records the outcome, for an answer that no rule stops.
    ///
    /// @return why a person must look at it first
    Optional<Reason> objection(Tx tx, Given given) throws SQLException;

    /// In the unit of work that releases an answer by itself.
    void released(Tx tx, Given given) throws SQLException;
}
