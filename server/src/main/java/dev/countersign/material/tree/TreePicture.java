package dev.countersign.material.tree;

import dev.countersign.material.tree.Drawing.Box;
import dev.countersign.material.tree.Drawing.Edge;
import dev.countersign.material.tree.Drawing.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/// A drawn tree as a PNG. Text is filled as outlines: no font of the machine is used.
public final class TreePicture {
    private static final Color INK = new Color(0x1B, 0x1F, 0x24);
    private static final Color LINE = new Color(0x5A, 0x64, 0x70);
    private static final Color QUESTION = new Color(0xEA, 0xF1, 0xFB);
    private static final Color QUESTION_EDGE = new Color(0x2F, 0x5F, 0xA8);
    private static final Color END = new Color(0xF3, 0xF0, 0xE6);
    private static final Color END_EDGE = new Color(0x7A, 0x64, 0x1E);

    private TreePicture() {}

    /// @param scale pixels for a point
    public static byte[] png(Drawing drawing, double scale) {
        var image =
                new BufferedImage(
                        (int) Math.ceil(drawing.width() * scale),
                        (int) Math.ceil(drawing.height() * scale),
                        BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(scale, scale);
        drawing.edges().forEach(e -> edge(g, e));
        drawing.boxes().forEach(b -> box(g, b));
        g.dispose();
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a picture to memory", e);
        }
    }

    private static void box(Graphics2D g, Box box) {
        var at = box.at();
        var shape =
                new RoundRectangle2D.Double(
                        at.x(), at.y(), at.width(), at.height(), box.end() ? 4 : 14, 14);
        g.setColor(box.end() ? END : QUESTION);
        g.fill(shape);
        g.setColor(box.end() ? END_EDGE : QUESTION_EDGE);
        g.setStroke(new BasicStroke(box.end() ? 1.2f : 1.5f));
        g.draw(shape);
        g.setColor(INK);
        var y = at.y() + TreeLayout.PAD;
        for (var line : box.bold()) {
            g.fill(Typeface.BOLD.outline(line, at.x() + TreeLayout.PAD, y, TreeLayout.SIZE));
            y += TreeLayout.SIZE * Typeface.LEADING;
        }
        for (var line : box.plain()) {
            g.fill(Typeface.REGULAR.outline(line, at.x() + TreeLayout.PAD, y, TreeLayout.SIZE - 1));
            y += (TreeLayout.SIZE - 1) * Typeface.LEADING;
        }
    }

    private static void edge(Graphics2D g, Edge edge) {
        g.setColor(LINE);
        g.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(line(edge.before()));
        g.draw(line(edge.after()));
        g.fill(arrow(edge.after()));
        g.setColor(INK);
        var y = edge.at().y() + 3;
        for (var text : edge.lines()) {
            var width = Typeface.BOLD.width(text, TreeLayout.LABEL_SIZE);
            g.fill(
                    Typeface.BOLD.outline(
                            text, edge.at().middleX() - width / 2, y, TreeLayout.LABEL_SIZE));
            y += TreeLayout.LABEL_SIZE * Typeface.LEADING;
        }
    }

    private static Path2D line(List<Point> points) {
        var out = new Path2D.Double();
        out.moveTo(points.getFirst().x(), points.getFirst().y());
        points.stream().skip(1).forEach(p -> out.lineTo(p.x(), p.y()));
        return out;
    }

    /// The head, along the last stretch.
    private static Path2D arrow(List<Point> points) {
        var corners = head(points);
        var out = line(corners);
        out.closePath();
        return out;
    }

    static List<Point> head(List<Point> points) {
        var tip = points.getLast();
        var from = points.get(points.size() - 2);
        var dx = tip.x() - from.x();
        var dy = tip.y() - from.y();
        var length = Math.max(1e-6, Math.hypot(dx, dy));
        var ux = dx / length;
        var uy = dy / length;
        return List.of(
                tip,
                new Point(tip.x() - 6 * ux - 3 * uy, tip.y() - 6 * uy + 3 * ux),
                new Point(tip.x() - 6 * ux + 3 * uy, tip.y() - 6 * uy - 3 * ux));
    }
}
