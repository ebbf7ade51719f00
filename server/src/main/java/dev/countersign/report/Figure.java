package dev.countersign.report;

/// A number with its definition and a link to the records behind it.
public record Figure(String label, String value, String definition, String href) {}
