/// `policy …` on the command line.
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.cli;
