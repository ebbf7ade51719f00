package dev.countersign.material;

/// Something that a material is made of.
///
/// @param name as people know it: a file of the pack, a lab, or what is in force
public record Ingredient(String name, String digest) {}
