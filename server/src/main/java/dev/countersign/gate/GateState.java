package dev.countersign.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Is a door open, and if not, what is missing.
public sealed interface GateState {
    /// @param because what opens it: evidence and waivers, in words; empty where nothing was asked
    /// @param until when it shuts by itself, if nothing else happens
    record Open(List<String> because, Optional<Instant> until) implements GateState {
        public Open {
            because = List.copyOf(because);
        }
    }

    /// @param missing each unmet condition as a sentence
    record Shut(List<String> missing) implements GateState {
        public Shut {
            missing = List.copyOf(missing);
        }
    }
}
