package dev.countersign.material.press;

import dev.countersign.course.Pack.Tree;
import dev.countersign.material.MadeFile;
import dev.countersign.material.tree.Drawing;
import dev.countersign.material.tree.TreeLayout;
import dev.countersign.material.tree.TreePicture;
import dev.countersign.material.tree.TreeWords;
import dev.countersign.material.tree.Typeface;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.sl.usermodel.PictureData.PictureType;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.sl.usermodel.TextParagraph.TextAlign;
import org.apache.poi.sl.usermodel.TextShape.TextAutofit;
import org.apache.poi.sl.usermodel.VerticalAlignment;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFPictureShape;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFSlideLayout;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.openxmlformats.schemas.presentationml.x2006.main.CTPicture;
import org.openxmlformats.schemas.presentationml.x2006.main.CTShape;

/// Makes a deck: wide slides with a title each, bullets that fit, pictures that are described, and
/// what the speaker says as notes. Reading order is title, bullets, picture, number.
final class DeckPress {
    static final double SMALLEST = 14;
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final String FONT = "Arial";
    private static final String LANGUAGE = "en-US";
    private static final Color INK = new Color(0x1B, 0x1F, 0x24);
    private static final Color ACCENT = new Color(0x1F, 0x4E, 0x8C);
    private static final Color QUIET = new Color(0x55, 0x5F, 0x6B);
    private static final Rectangle2D TITLE = new Rectangle2D.Double(56, 34, 848, 92);
    private static final Rectangle2D BODY = new Rectangle2D.Double(56, 142, 848, 330);
    private static final Rectangle2D LEFT = new Rectangle2D.Double(56, 142, 258, 330);
    private static final Rectangle2D RIGHT = new Rectangle2D.Double(320, 126, 620, 362);
    private static final Rectangle2D FOOT = new Rectangle2D.Double(56, 492, 848, 30);
    private static final double INDENT = 26;
    private static final double SPACING = 0.5;

    private final XMLSlideShow show;
    private final String course;
    private final Map<String, Tree> trees;
    private final XSLFSlideLayout layout;
    private final XSLFSlideLayout opening;

    private DeckPress(XMLSlideShow show, String course, Map<String, Tree> trees) {
        this.show = show;
        this.course = course;
        this.trees = trees;
        show.setPageSize(new Dimension(WIDTH, HEIGHT));
        layout = show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_AND_CONTENT);
        opening = show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE);
        // What is only there for the eye belongs to the layout: it is not read aloud.
        colour(layout, 16);
        colour(opening, WIDTH);
    }

    private static void colour(XSLFSlideLayout layout, double width) {
        var bar = layout.createAutoShape();
        bar.setAnchor(new Rectangle2D.Double(0, 0, width, HEIGHT));
        bar.setFillColor(ACCENT);
        bar.setLineColor(null);
    }

    /// POI moves the layout's placeholder, and with it every slide's, where a slide's own has no
    /// place yet.
    private static void place(XSLFTextShape shape, Rectangle2D at) {
        var properties = ((CTShape) shape.getXmlObject()).getSpPr();
        if (!properties.isSetXfrm()) {
            properties.addNewXfrm();
        }
        shape.setAnchor(at);
    }

    /// @param course what the foot of each slide says
    /// @throws IllegalArgumentException where a slide holds more than can be read on it
    static MadeFile make(
            String id,
            String title,
            String course,
            List<Slide> slides,
            Map<String, Tree> trees,
            Instant made) {
        try (var show = new XMLSlideShow();
                var out = new ByteArrayOutputStream()) {
            var press = new DeckPress(show, course, trees);
            for (var i = 0; i < slides.size(); i++) {
                press.slide(slides.get(i), i + 1, slides.size());
            }
            var about = show.getProperties().getCoreProperties();
            about.setTitle(title);
            about.setCreator("Countersign");
            about.setDescription(course);
            about.setCreated(Optional.of(Date.from(made)));
            about.getUnderlyingProperties().setLanguageProperty(LANGUAGE);
            show.write(out);
            return new MadeFile(id + ".pptx", MadeFile.PPTX, slides.size(), out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the deck `" + id + "` to memory", e);
        }
    }

    private void slide(Slide slide, int number, int of) throws IOException {
        var first = number == 1;
        var page = show.createSlide(first ? opening : layout);
        var title = page.getPlaceholder(0);
        var body = page.getPlaceholder(1);
        place(title, first ? new Rectangle2D.Double(72, 120, 816, 120) : TITLE);
        title.setVerticalAlignment(first ? VerticalAlignment.BOTTOM : VerticalAlignment.MIDDLE);
        title(title, slide.title(), first);
        var picture = !slide.tree().isEmpty();
        var room = first ? new Rectangle2D.Double(72, 262, 816, 200) : picture ? LEFT : BODY;
        if (slide.bullets().isEmpty()) {
            page.removeShape(body);
        } else {
            place(body, room);
            body.setVerticalAlignment(VerticalAlignment.TOP);
            bullets(body, slide, room, first, number);
        }
        if (picture) {
            picture(page, slide, slide.bullets().isEmpty() ? BODY : RIGHT);
        }
        foot(page, number + " / " + of, first);
        notes(page, slide);
    }

    private static void title(XSLFTextShape shape, String text, boolean first) {
        shape.clearText();
        shape.setTextAutofit(TextAutofit.NONE);
        var size = first ? 46.0 : 34.0;
        var plain = Runs.plain(text);
        while (size > SMALLEST && Typeface.BOLD.lines(plain, 820, size).size() > 2) {
            size -= 2;
        }
        var paragraph = shape.addNewTextParagraph();
        paragraph.setTextAlign(TextAlign.LEFT);
        run(paragraph, plain, size, true, false, first ? Color.WHITE : ACCENT);
    }

    private static void bullets(
            XSLFTextShape shape, Slide slide, Rectangle2D room, boolean first, int number) {
        shape.clearText();
        shape.setTextAutofit(TextAutofit.NONE);
        var size = size(slide, room, number);
        for (var bullet : slide.bullets()) {
            var paragraph = shape.addNewTextParagraph();
            paragraph.setTextAlign(TextAlign.LEFT);
            paragraph.setBullet(true);
            paragraph.setBulletCharacter("•");
            paragraph.setBulletFont(FONT);
            paragraph.setLeftMargin(INDENT * (bullet.level() + 1));
            paragraph.setIndent(-INDENT);
            paragraph.setLineSpacing(100.0);
            paragraph.setSpaceBefore(0.0);
            paragraph.setSpaceAfter(-SPACING * size);
            if (bullet.level() > 0) {
                paragraph.setIndentLevel(1);
            }
            for (var r : Runs.of(bullet.text())) {
                run(paragraph, r.text(), size, r.bold(), r.italic(), first ? Color.WHITE : INK);
            }
        }
    }

    /// The largest size at which all bullets fit.
    private static double size(Slide slide, Rectangle2D room, int number) {
        for (var size = 30.0; size >= SMALLEST; size -= 1) {
            var height = 0.0;
            for (var b : slide.bullets()) {
                // Room to spare: where Arial is missing, what takes its place may be an eighth
                // wider.
                var width = (room.getWidth() - 16 - INDENT * (b.level() + 1)) * 0.86;
                height +=
                        Typeface.REGULAR.lines(Runs.plain(b.text()), width, size).size()
                                * size
                                * 1.2;
                height += SPACING * size;
            }
            if (height <= room.getHeight() - 8) {
                return size;
            }
        }
        throw new IllegalArgumentException(
                "slide %d, `%s`, holds more than can be read at %.0f pt; make two of it"
                        .formatted(number, slide.title(), SMALLEST));
    }

    private void picture(XSLFSlide page, Slide slide, Rectangle2D room) throws IOException {
        var tree = trees.get(slide.tree());
        if (tree == null) {
            throw new IllegalArgumentException(
                    "`"
                            + slide.title()
                            + "` shows the tree `"
                            + slide.tree()
                            + "`, which is not there");
        }
        Drawing drawing = TreeLayout.brief(tree, room.getWidth(), room.getHeight());
        var scale = TreeLayout.scale(drawing, room.getWidth(), room.getHeight());
        var data =
                show.addPicture(
                        TreePicture.png(drawing, Math.max(2, scale * 2.5)), PictureType.PNG);
        XSLFPictureShape shape = page.createPicture(data);
        var width = drawing.width() * scale;
        var height = drawing.height() * scale;
        shape.setAnchor(
                new Rectangle2D.Double(
                        room.getX() + (room.getWidth() - width) / 2,
                        room.getY() + (room.getHeight() - height) / 2,
                        width,
                        height));
        ((CTPicture) shape.getXmlObject())
                .getNvPicPr()
                .getCNvPr()
                .setDescr(TreeWords.sentence(tree));
    }

    private void foot(XSLFSlide page, String number, boolean first) {
        var foot = page.createTextBox();
        foot.setAnchor(FOOT);
        foot.setTextAutofit(TextAutofit.NONE);
        foot.clearText();
        run(
                foot.addNewTextParagraph(),
                course + "  ·  " + number,
                SMALLEST,
                false,
                false,
                first ? Color.WHITE : QUIET);
    }

    private void notes(XSLFSlide page, Slide slide) {
        if (slide.notes().isEmpty()) {
            return;
        }
        var notes = show.getNotesSlide(page);
        for (var shape : notes.getPlaceholders()) {
            if (shape.getTextType() == Placeholder.BODY) {
                shape.clearText();
                run(
                        shape.addNewTextParagraph(),
                        Runs.plain(slide.notes().replace('\n', ' ')),
                        SMALLEST,
                        false,
                        false,
                        INK);
            }
        }
    }

    private static void run(
            XSLFTextParagraph paragraph,
            String text,
            double size,
            boolean bold,
            boolean italic,
            Color color) {
        var run = paragraph.addNewTextRun();
        run.setText(text);
        run.setFontFamily(FONT);
        run.setFontSize(size);
        run.setBold(bold);
        run.setItalic(italic);
        run.setFontColor(color);
        run.getRPr(true).setLang(LANGUAGE);
    }
}
