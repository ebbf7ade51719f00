package dev.countersign.practice;

import java.time.Instant;

/// A mentor's word on somebody's practice.
///
/// @param number counted from 1 for each person
/// @param signedOff ready for real cases; else more practice is asked for
/// @param decided how many practice cases had been decided by then
/// @param right how many of them rightly
/// @param checkpoint of the practice ledger at that moment, signed
public record Verdict(
        String person,
        int number,
        String mentor,
        boolean signedOff,
        String words,
        int decided,
        int right,
        String checkpoint,
        Instant at) {}
