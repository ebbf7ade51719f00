package dev.countersign.model.training;

import java.util.List;

/// A made-up text and where its names are.
public record NamedText(String text, List<Mention> names) {
    public NamedText {
        names = List.copyOf(names);
    }

    /// What a name is.
    public enum Sort {
        PERSON,
        PLACE,
        ORGANISATION
    }

    /// @param start offset of the first char
    /// @param end offset after the last
    public record Mention(int start, int end, Sort type) {}
}
