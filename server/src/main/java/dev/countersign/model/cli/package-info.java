/// The `evaluate` commands for the models: how good are triage and retrieval on labelled data?
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("cli")
package dev.countersign.model.cli;
