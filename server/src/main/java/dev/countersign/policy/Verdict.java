package dev.countersign.policy;

import dev.countersign.kernel.Reason;
import java.util.List;

/// What policy says about an answer.
public sealed interface Verdict {
    List<Reason> because();

    record Release(List<Reason> because) implements Verdict {
        public Release {
            because = List.copyOf(because);
        }
    }

    /// @param approverRole who may settle it
    record Hold(String approverRole, List<Reason> because) implements Verdict {
        public Hold {
            because = List.copyOf(because);
        }
    }

    record Block(String approverRole, List<Reason> because) implements Verdict {
        public Block {
            because = List.copyOf(because);
        }
    }
}
