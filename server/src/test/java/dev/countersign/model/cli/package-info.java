@org.jspecify.annotations.NullMarked
package dev.countersign.model.cli;
