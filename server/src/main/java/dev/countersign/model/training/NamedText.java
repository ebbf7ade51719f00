package dev.countersign.model.training;

import java.util.List;

/// A made-up text and where its names are.
public record NamedText(String text, List<Name> names) {
    public NamedText {
        names = List.copyOf(names);
    }

    /// What a name is.
    public enum Type {
        PERSON,
        PLACE,
        ORGANISATION
    }

    /// @param start offset of the first char
    /// @param end offset after the last
    public record Name(int start, int end, Type type) {}
}
