package dev.countersign.model;

/// What speaks for the first document found. Comparable within one index only: collections differ
/// in how alike their documents are, so a curve over these must be fitted to each.
///
/// @param similarity cosine of question and closest passage, -1 to 1
/// @param lead how far that is above every other document's, may be negative
/// @param words BM25 of the question's words, at least 0
/// @param wordsLead how far that is above every other document's, may be negative
public record Evidence(double similarity, double lead, double words, double wordsLead) {
    double[] values() {
        return new double[] {similarity, lead, words, wordsLead};
    }
}
