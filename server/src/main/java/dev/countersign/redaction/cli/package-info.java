/// The `evaluate redaction` command: how much is found, how much is wrongly found, how fast.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("cli")
package dev.countersign.redaction.cli;
