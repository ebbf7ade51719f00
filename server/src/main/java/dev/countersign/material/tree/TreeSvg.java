package dev.countersign.material.tree;

import dev.countersign.material.tree.Drawing.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A drawn tree as SVG for a page: colours come from the page's style sheet, by class. The page
/// gives the same in words, so the drawing is one picture to a screen reader.
public final class TreeSvg {
    private TreeSvg() {}

    /// @param title what the picture shows, for those who do not see it
    public static String svg(Drawing drawing, String title) {
        var out = new StringBuilder();
        out.append(
                "<svg class=\"tree\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" xmlns=\"http://www.w3.org/2000/svg\">"
                        .formatted(
                                escaped(title),
                                n(drawing.width()),
                                n(drawing.height()),
                                n(drawing.width()),
                                n(drawing.height())));
        for (var e : drawing.edges()) {
            out.append("<polyline class=\"way\" points=\"%s\"/>".formatted(points(e.before())));
            out.append("<polyline class=\"way\" points=\"%s\"/>".formatted(points(e.after())));
            out.append(
                    "<polygon class=\"head\" points=\"%s\"/>"
                            .formatted(points(TreePicture.head(e.after()))));
            var y = e.at().y() + 3;
            for (var line : e.lines()) {
                y += TreeLayout.LABEL_SIZE * Typeface.LEADING;
                out.append(
                        "<text class=\"answer\" x=\"%s\" y=\"%s\">%s</text>"
                                .formatted(
                                        n(e.at().middleX()),
                                        n(y - TreeLayout.LABEL_SIZE * 0.345),
                                        escaped(line)));
            }
        }
        for (var b : drawing.boxes()) {
            var at = b.at();
            out.append(
                    "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
                            .formatted(
                                    b.end() ? "end" : "question",
                                    n(at.x()),
                                    n(at.y()),
                                    n(at.width()),
                                    n(at.height()),
                                    b.end() ? "2" : "7"));
            var y = at.y() + TreeLayout.PAD;
            for (var line : b.bold()) {
                out.append(text("says", at.x(), y, TreeLayout.SIZE, line));
                y += TreeLayout.SIZE * Typeface.LEADING;
            }
            for (var line : b.plain()) {
                out.append(text("why", at.x(), y, TreeLayout.SIZE - 1, line));
                y += (TreeLayout.SIZE - 1) * Typeface.LEADING;
            }
        }
        return out.append("</svg>").toString();
    }

    private static String text(String kind, double x, double top, double size, String line) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                .formatted(kind, n(x + TreeLayout.PAD), n(top + size * 0.905), escaped(line));
    }

    private static String points(List<Point> points) {
        return points.stream().map(p -> n(p.x()) + "," + n(p.y())).collect(Collectors.joining(" "));
    }

    private static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
