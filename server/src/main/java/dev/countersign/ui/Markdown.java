package dev.countersign.ui;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/// Markdown that people wrote, as HTML: CommonMark with tables. HTML inside it is shown as text,
/// links lead nowhere but to the web or to pages here, and images come from here.
public final class Markdown {
    private static final List<org.commonmark.Extension> EXTENSIONS =
            List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder()
                    .extensions(EXTENSIONS)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .urlSanitizer(new Here())
                    .build();

    private Markdown() {}

    /// The library's own list has `data:`, which is a page of whoever wrote it. An image from
    /// elsewhere would tell a stranger who reads here, and when.
    private static final class Here implements UrlSanitizer {
        private final UrlSanitizer links =
                new DefaultUrlSanitizer(List.of("http", "https", "mailto"));
        private final UrlSanitizer images = new DefaultUrlSanitizer(List.of());

        @Override
        public String sanitizeLinkUrl(String url) {
            return links.sanitizeLinkUrl(url);
        }

        @Override
        public String sanitizeImageUrl(String url) {
            return url.startsWith("//") ? "" : images.sanitizeImageUrl(url);
        }
    }

    public static String html(String text) {
        return RENDERER.render(PARSER.parse(text));
    }

    /// As [#html], under the page's own heading: `# One` becomes the second level.
    public static String below(String text) {
        return html(text)
                .replaceAll("<(/?)h4>", "<$1h5>")
                .replaceAll("<(/?)h3>", "<$1h4>")
                .replaceAll("<(/?)h2>", "<$1h3>")
                .replaceAll("<(/?)h1>", "<$1h2>");
    }

    /// One line, without a paragraph around it.
    public static String inline(String text) {
        var html = html(text).strip();
        return html.startsWith("<p>") && html.endsWith("</p>") && html.indexOf("<p>", 3) < 0
                ? html.substring(3, html.length() - 4)
                : html;
    }
}
