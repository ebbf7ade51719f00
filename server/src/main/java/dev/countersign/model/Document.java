package dev.countersign.model;

/// An approved text: a knowledge article, a procedure.
///
/// @param id names it; unique within an index
/// @param text Markdown or plain
public record Document(String id, String title, String text) {
    public Document {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a document needs an id");
        }
    }
}
