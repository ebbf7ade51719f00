package dev.countersign.material.press;

import dev.countersign.course.Pack.Kind;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Whole XHTML documents around a manuscript: page size, running feet, title, language, bookmarks.
final class Printed {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final String CSS = PdfPress.resource("print.css");

    private Printed() {}

    static String book(Manuscript m, Manuscript.Body.Book book, LocalDate made) {
        var body = new StringBuilder("<div class=\"cover\">");
        body.append("<p class=\"course\">%s</p>".formatted(Markup.escaped(m.course())));
        body.append("<h1 id=\"top\">%s</h1>".formatted(Markup.escaped(m.title())));
        body.append("<p class=\"facts\">Made on %s. ".formatted(made.format(DAY)));
        body.append(m.forMentors() ? "<b>For mentors only.</b> " : "");
        if (m.kind() == Kind.KEY) {
            body.append("Perforated: every page comes off along the dashed line. ");
        }
        body.append("Based on real cases, with every name changed.</p></div>");
        var bookmarks = new StringBuilder();
        bookmark(bookmarks, m.title(), "top");
        var many = book.chapters().size() > 1;
        if (many) {
            body.append("<div class=\"contents\"><h2 id=\"contents\">Contents</h2><ol>");
            for (var i = 0; i < book.chapters().size(); i++) {
                var title = Markup.escaped(book.chapters().get(i).title());
                body.append(
                        "<li><a href=\"#c%d\" title=\"%s\">%s</a></li>".formatted(i, title, title));
            }
            body.append("</ol></div>");
        }
        for (var i = 0; i < book.chapters().size(); i++) {
            var chapter = book.chapters().get(i);
            body.append(
                    "<div class=\"%s\"><h2 id=\"c%d\">%s</h2>%s</div>"
                            .formatted(
                                    many ? "chapter" : "chapter only",
                                    i,
                                    Markup.escaped(chapter.title()),
                                    chapter.html()));
            bookmark(bookmarks, chapter.title(), "c" + i);
        }
        var perforated = m.kind() == Kind.KEY || m.kind() == Kind.WORKBOOK;
        return document(
                m.title(),
                m.course(),
                page(perforated ? "perforated" : "book", m, "counter(page) ' / ' counter(pages)"),
                bookmarks.toString(),
                "<body class=\"book"
                        + (perforated ? " perforated" : "")
                        + "\">"
                        + body
                        + "</body>");
    }

    private static void bookmark(StringBuilder out, String title, String id) {
        out.append("<bookmark name=\"%s\" href=\"#%s\"/>".formatted(Markup.escaped(title), id));
    }

    /// One page at this size of text.
    static String page(Manuscript m, Manuscript.Body.Page page, LocalDate made, double points) {
        var kind = m.kind().name().toLowerCase(Locale.ROOT);
        return document(
                m.title(),
                m.course(),
                page(kind, m, "'as of " + made.format(DAY) + "'")
                        + " body { font-size: "
                        + points
                        + "pt }",
                "",
                "<body class=\"" + kind + "\">" + page.html() + "</body>");
    }

    private static String page(String name, Manuscript m, String right) {
        var foot = m.course() + (m.forMentors() ? " · for mentors only" : " · " + m.title());
        return PdfPress.resource("page-" + name.replace('_', '-') + ".css")
                .replace("LEFT", quoted(foot))
                .replace("RIGHT", right);
    }

    private static String quoted(String text) {
        return "'" + text.replaceAll("[\\\\'\n<&]", "’") + "'";
    }

    static String document(String title, String about, String page, String bookmarks, String body) {
        return """
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>%s</title>\
        <meta name="description" content="%s"/><meta name="author" content="Countersign"/>\
        <style>%s %s</style>%s</head>%s</html>\
        """
                .formatted(
                        Markup.escaped(title),
                        Markup.escaped(about),
                        CSS,
                        page,
                        bookmarks.isEmpty() ? "" : "<bookmarks>" + bookmarks + "</bookmarks>",
                        body);
    }
}
