package dev.countersign.report;

/// A sentence with a link to the record it is about.
public record Line(String sentence, String href) {}
