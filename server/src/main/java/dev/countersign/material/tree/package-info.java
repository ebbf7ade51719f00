/// Draws decision trees: boxes in layers, as SVG for pages and as a picture for print. Pure.
@org.jspecify.annotations.NullMarked
package dev.countersign.material.tree;
