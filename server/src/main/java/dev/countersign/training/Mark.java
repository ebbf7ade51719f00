package dev.countersign.training;

import java.time.Instant;

/// What a mentor gave for an answer.
///
/// @param earned share of the question's weight, 0 to 1
/// @param words why, for the learner
public record Mark(String item, double earned, String words, String mentor, Instant at) {}
