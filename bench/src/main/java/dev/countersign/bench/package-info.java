/// Measures what the design promises.
@org.jspecify.annotations.NullMarked
package dev.countersign.bench;
