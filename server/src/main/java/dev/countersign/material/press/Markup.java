package dev.countersign.material.press;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// Markdown as the XHTML that is printed. HTML inside it is printed as text; pictures from
/// elsewhere are not fetched, their words are printed instead.
public final class Markup {
    private static final List<org.commonmark.Extension> EXTENSIONS =
            List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder()
                    .extensions(EXTENSIONS)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .attributeProviderFactory(context -> new Cells())
                    .build();
    private static final int DEEPEST = 6;

    /// Lines across, one below the other, are lines to write on.
    private static final Pattern TO_WRITE_ON = Pattern.compile("(?:<hr />\n?)+");

    private Markup() {}

    /// @param level of the text's highest headings; deeper ones follow without leaving a level out
    public static String html(String text, int level) {
        var root = PARSER.parse(text);
        headings(root, level);
        words(root);
        return TO_WRITE_ON
                .matcher(RENDERER.render(root))
                .replaceAll(lines ->
                        "<div class=\"rules\">"
                                + "<div class=\"rule\"></div>"
                                        .repeat((int) lines.group().lines().count())
                                + "</div>");
    }

    /// A line without a paragraph around it.
    public static String inline(String line) {
        return html(line, 2).strip().replaceFirst("^<p>", "").replaceFirst("</p>$", "");
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static void headings(Node root, int level) {
        var all = new ArrayList<Heading>();
        root.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Heading heading) {
                        all.add(heading);
                    }
                });
        var highest = all.stream().mapToInt(Heading::getLevel).min().orElse(1);
        var last = level - 1;
        for (var heading : all) {
            var wanted = heading.getLevel() - highest + level;
            last = Math.min(DEEPEST, Math.min(wanted, last + 1));
            heading.setLevel(last);
        }
    }

    private static void words(Node root) {
        var all = new ArrayList<Image>();
        root.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Image image) {
                        all.add(image);
                    }
                });
        for (var image : all) {
            var words = new StringBuilder();
            image.accept(
                    new AbstractVisitor() {
                        @Override
                        public void visit(Text text) {
                            words.append(text.getLiteral());
                        }
                    });
            image.insertBefore(new Text(words.toString()));
            image.unlink();
        }
    }
}
