/// One small reader for each tool's own format. Pure.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("adapter")
package dev.countersign.intake.adapter;
