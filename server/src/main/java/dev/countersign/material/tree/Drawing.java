package dev.countersign.material.tree;

import java.util.List;

/// A decision tree as boxes, labels and lines on a plane, in points; y grows downwards.
///
/// @param boxes questions and ends
/// @param edges from a question by an answer to what follows
public record Drawing(double width, double height, List<Box> boxes, List<Edge> edges) {
    public Drawing {
        boxes = List.copyOf(boxes);
        edges = List.copyOf(edges);
    }

    public record Point(double x, double y) {}

    public record Rect(double x, double y, double width, double height) {
        public boolean overlaps(Rect o) {
            return x < o.x + o.width - 1e-6
                    && o.x < x + width - 1e-6
                    && y < o.y + o.height - 1e-6
                    && o.y < y + height - 1e-6;
        }

        double middleX() {
            return x + width / 2;
        }

        double middleY() {
            return y + height / 2;
        }
    }

    /// @param bold lines, then `plain` lines below them
    /// @param end whether something is done here, not asked
    public record Box(String id, Rect at, boolean end, List<String> bold, List<String> plain) {
        public Box {
            bold = List.copyOf(bold);
            plain = List.copyOf(plain);
        }
    }

    /// @param at where the answer is written
    /// @param before the way from the question to the label, and `after` from there to the next box
    public record Edge(
            String from,
            String to,
            Rect at,
            List<String> lines,
            List<Point> before,
            List<Point> after) {
        public Edge {
            lines = List.copyOf(lines);
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }
}
