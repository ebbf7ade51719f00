package dev.countersign.desk;

/// A used permission to release exactly what was approved.
public record Grant(String caseId, String callId, String answer) {}
