package dev.countersign.playbook;

import java.time.Instant;
import java.util.List;

/// Who made which version the one in force, and which findings they accepted by name.
public record Activation(
        String id, String playbookId, List<String> accepted, Instant at, String by) {
    public Activation {
        accepted = List.copyOf(accepted);
    }
}
