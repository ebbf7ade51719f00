/// Draws decision trees: boxes in layers, as SVG for pages and as a picture for print. Pure.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("tree")
package dev.countersign.material.tree;
