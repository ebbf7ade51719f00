package dev.countersign.model;

/// A document found.
///
/// @param score 0 to 1, comparable within one search only
/// @param similarity cosine of the question and the closest part of the document, comparable
///   between searches
/// @param passage the part of the document's text that lies closest to the question, word for word
/// @param start offset of the passage in the document's text
/// @param end offset after it
public record Hit(
        String id,
        String title,
        double score,
        double similarity,
        String passage,
        int start,
        int end) {}
