/// `course materials`.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("cli")
package dev.countersign.material.cli;
