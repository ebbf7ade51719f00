package dev.countersign.model;

/// One text a head learns from.
///
/// @param vector from [Encoder#encode]
@SuppressWarnings("ArrayRecordComponent") // vectors are never compared
public record Example(float[] vector, String category) {
    public Example {
        vector = vector.clone();
        if (category.isBlank()) {
            throw new IllegalArgumentException("an example needs a category");
        }
    }
}
