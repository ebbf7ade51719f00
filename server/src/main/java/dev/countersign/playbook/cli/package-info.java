/// The `check` command.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("cli")
package dev.countersign.playbook.cli;
