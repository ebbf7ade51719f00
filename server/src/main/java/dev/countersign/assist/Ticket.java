package dev.countersign.assist;

/// A ticket somebody has already put in its place: what triage learns from.
///
/// @param assignment the team or person it went to; empty if unknown
public record Ticket(String text, String category, String assignment) {
    public Ticket {
        if (text.isBlank() || category.isBlank()) {
            throw new IllegalArgumentException("a ticket to learn from needs text and category");
        }
    }
}
