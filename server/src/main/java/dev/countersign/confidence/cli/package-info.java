/// `evaluate certificate`: what a score is worth, on one's own labelled data.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("cli")
package dev.countersign.confidence.cli;
