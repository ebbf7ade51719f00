@org.jspecify.annotations.NullMarked
package dev.countersign.redaction.cli;
