package dev.countersign.ui;

import java.util.List;

/// A prompt that a person's roles include.
///
/// @param missing what still keeps its gate shut; empty where it is open
public record Offer(String name, String summary, List<String> missing) {
    public Offer {
        missing = List.copyOf(missing);
    }
}
