package dev.countersign.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is known about one model of one upstream from asking it.
///
/// @param target a digest of where and what was asked: another one is asked anew
/// @param detail why nothing is known, in words; empty once it is
/// @param can what it can and cannot do; empty while nothing is known
/// @param attempts how often it was asked in vain since the last success
/// @param retryAt when it is asked again; empty where it is settled
public record Probe(
        String upstream,
        String model,
        String target,
        State state,
        String detail,
        Map<Capability, Boolean> can,
        int attempts,
        Instant at,
        Optional<Instant> retryAt) {
    public Probe {
        can = Map.copyOf(can);
    }

    /// How far asking has come.
    public enum State {
        /// It answered: `can` says what it does.
        PROBED,
        /// It could not be asked, or gave no usable answer; it is asked again.
        UNREACHED,
        /// It lies outside the allowed regions: nothing is sent to it.
        OUTSIDE
    }

    /// What an upstream may or may not do for a model.
    public enum Capability {
        /// Returns the log-probabilities of its tokens when asked.
        LOGPROBS,
        /// Sends its answer in pieces.
        STREAMING,
        /// Sends calls of tools in pieces.
        STREAMED_TOOL_CALLS,
        /// Returns embeddings.
        EMBEDDINGS
    }

    /// Whether asking showed that it cannot.
    public boolean lacks(Capability capability) {
        return Boolean.FALSE.equals(can.get(capability));
    }
}
