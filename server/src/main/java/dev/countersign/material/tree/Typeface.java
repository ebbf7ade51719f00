package dev.countersign.material.tree;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// The one typeface of everything that is printed: Liberation Sans, measured like Arial. Read from
/// the class path, so that a server without fonts of its own prints the same. Threads may share it.
public final class Typeface {
    public static final Typeface REGULAR = new Typeface("LiberationSans-Regular.ttf");
    public static final Typeface BOLD = new Typeface("LiberationSans-Bold.ttf");
    public static final Typeface ITALIC = new Typeface("LiberationSans-Italic.ttf");
    public static final Typeface BOLD_ITALIC = new Typeface("LiberationSans-BoldItalic.ttf");
    public static final Typeface MONO = new Typeface("LiberationMono-Regular.ttf");

    public static final String FAMILY = "Liberation Sans";
    public static final String MONO_FAMILY = "Liberation Mono";

    /// Of a line, in parts of the size.
    public static final double LEADING = 1.25;

    private static final double ASCENT = 0.905;
    private static final int LATIN = 0x250;

    private final String file;
    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final double unit;
    // Measured once: fitting asks for the same letters thousands of times.
    private final double[] advances = new double[LATIN];

    private Typeface(String file) {
        this.file = file;
        try (var in = open()) {
            font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            characters = font.getUnicodeCmapLookup();
            unit = font.getUnitsPerEm();
            for (var c = 0; c < LATIN; c++) {
                advances[c] = font.getAdvanceWidth(characters.getGlyphId(c)) / unit;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the font `" + file + "`", e);
        }
    }

    /// The font's file.
    public InputStream open() {
        var in = Typeface.class.getResourceAsStream("/liberation/" + file);
        if (in == null) {
            throw new IllegalStateException(
                    "the font `"
                            + file
                            + "` is not on the class path; it is in openpdf-fonts-extra");
        }
        return in;
    }

    /// Whether it has a shape for every character.
    public boolean covers(String text) {
        return text.codePoints().filter(c -> c >= ' ').allMatch(c -> characters.getGlyphId(c) != 0);
    }

    public double width(String text, double size) {
        var sum = 0.0;
        for (var i = 0; i < text.length(); ) {
            var c = text.codePointAt(i);
            sum += c < LATIN ? advances[c] : advance(c);
            i += Character.charCount(c);
        }
        return sum * size;
    }

    private synchronized double advance(int character) {
        try {
            return font.getAdvanceWidth(characters.getGlyphId(character)) / unit;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot measure a letter of `" + file + "`", e);
        }
    }

    /// Breaks a text into lines that are no wider than this; a word that is wider stands alone and
    /// is cut.
    public List<String> lines(String text, double width, double size) {
        var out = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.strip().split("\\s+")) {
            for (var rest = word; !rest.isEmpty(); ) {
                var part = cut(rest, width, size);
                rest = rest.substring(part.length());
                var longer = line.isEmpty() ? part : line + " " + part;
                if (!line.isEmpty() && width(longer, size) > width) {
                    out.add(line.toString());
                    longer = part;
                }
                line.setLength(0);
                line.append(longer);
            }
        }
        if (!line.isEmpty()) {
            out.add(line.toString());
        }
        return out;
    }

    private String cut(String word, double width, double size) {
        var end = word.length();
        while (end > 1 && width(word.substring(0, end), size) > width) {
            end--;
        }
        return word.substring(0, end);
    }

    /// The text's outline, its first line's top at `y`.
    synchronized Path2D outline(String text, double x, double y, double size) {
        var out = new Path2D.Double();
        var at = x;
        for (var c : text.codePoints().toArray()) {
            try {
                var id = characters.getGlyphId(c);
                var glyph = font.getGlyph().getGlyph(id);
                if (glyph != null) {
                    var scale = size / unit;
                    var place = new AffineTransform(scale, 0, 0, -scale, at, y + ASCENT * size);
                    out.append(glyph.getPath().getPathIterator(place), false);
                }
                at += font.getAdvanceWidth(id) * size / unit;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot draw `" + text + "`", e);
            }
        }
        return out;
    }
}
