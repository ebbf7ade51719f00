package dev.countersign.connect;

/// A value that is never printed.
public record Secret(String value) {
    public Secret {
        value = value.strip();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
