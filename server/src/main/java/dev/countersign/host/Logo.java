package dev.countersign.host;

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
import javax.imageio.ImageIO;

/// The product's mark, a check on a field, in the sizes that host systems ask for.
final class Logo {
    private static final Color FIELD = new Color(0x1f, 0x57, 0xa4);

    private Logo() {}

    /// @param size in pixels of either side
    static byte[] png(int size) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        try {
            draw(g, size);
        } finally {
            g.dispose();
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory", e);
        }
        return out.toByteArray();
    }

    private static void draw(Graphics2D g, double size) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(FIELD);
        g.fill(new RoundRectangle2D.Double(0, 0, size, size, size / 4, size / 4));
        g.setColor(Color.WHITE);
        g.setStroke(
                new BasicStroke((float) (size / 9), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var check = new Path2D.Double();
        check.moveTo(size * 0.27, size * 0.53);
        check.lineTo(size * 0.44, size * 0.69);
        check.lineTo(size * 0.74, size * 0.34);
        g.draw(check);
    }
}
