/// The `evaluate` commands for the models: how good are triage and retrieval on labelled data?
@org.jspecify.annotations.NullMarked
package dev.countersign.model.cli;
