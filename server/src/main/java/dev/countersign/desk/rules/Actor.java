package dev.countersign.desk.rules;

import java.util.List;

/// Whoever acts, with every power they have at this moment.
public record Actor(String id, List<Power> powers) {
    public Actor {
        powers = List.copyOf(powers);
    }
}
