/// Writes the sentences that the shipped name finder learns from. All made up: no person, place or
/// organisation in them is meant.
@org.jspecify.annotations.NullMarked
package dev.countersign.model.training;
