package dev.countersign.ui;

import dev.countersign.kernel.Problem;

/// Draws a problem for a browser. Implemented by whoever owns the layout.
@FunctionalInterface
public interface ProblemPage {
    String draw(Exchange exchange, Problem problem);
}
