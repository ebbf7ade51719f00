package dev.countersign.credential;

import java.time.Instant;

/// One piece of evidence for competencies, as it was accepted.
///
/// @param key `lab:PACK/LAB`, `quiz:PACK/QUIZ` or `course:PACK`
/// @param source the attempt at a quiz; the key itself where there is only one
/// @param number of the attempt, from 1
/// @param passed false where it was handed in and is not good enough, or no longer
record Piece(String key, String source, int number, boolean passed, Instant at) {
    static String lab(String pack, String lab) {
        return "lab:" + pack + "/" + lab;
    }

    static String quiz(String pack, String quiz) {
        return "quiz:" + pack + "/" + quiz;
    }

    static String course(String pack) {
        return "course:" + pack;
    }

    /// Of what there is only one.
    static Piece only(String key, boolean passed, Instant at) {
        return new Piece(key, key, 1, passed, at);
    }
}
