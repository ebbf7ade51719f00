package dev.countersign.gate;

import java.util.List;

/// Is a door open, and if not, what is missing.
public sealed interface GateState {
    /// @param because what opens it: evidence and waivers, in words; empty where nothing was asked
    record Open(List<String> because) implements GateState {
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
