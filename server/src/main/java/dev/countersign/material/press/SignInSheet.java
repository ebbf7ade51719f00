package dev.countersign.material.press;

import dev.countersign.course.Pack.Kind;
import dev.countersign.material.MadeFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// A sheet on which those who are there sign.
///
/// @param when in words; empty to be written by hand
/// @param names of those who are expected; rows for others follow
public record SignInSheet(
        String title, String course, String when, String place, List<String> names) {
    private static final int ROWS = 20;
    private static final double POINTS = 11;

    public SignInSheet {
        names = List.copyOf(names);
    }

    static SignInSheet blank(String title, String course) {
        return new SignInSheet(title, course, "", "", List.of());
    }

    public static MadeFile make(SignInSheet sheet, Instant now) {
        var m =
                new Manuscript(
                        "sign-in",
                        Kind.SIGN_IN,
                        sheet.title(),
                        sheet.course(),
                        false,
                        List.of(),
                        new Manuscript.Body.Book(List.of()),
                        Map.of());
        var page = new Manuscript.Body.Page(html(sheet));
        return PdfPress.book(
                "sign-in.pdf",
                Printed.page(m, page, now.atZone(ZoneOffset.UTC).toLocalDate(), POINTS));
    }

    static String html(SignInSheet sheet) {
        var out = new StringBuilder("<h1>%s</h1>".formatted(Markup.escaped(sheet.title())));
        out.append("<p class=\"facts\">%s</p>".formatted(Markup.escaped(sheet.course())));
        out.append(
                "<p>Session and module: %s</p>"
                        .formatted(
                                sheet.names().isEmpty() ? gap(40) : Markup.escaped(sheet.title())));
        out.append(
                "<p>Date and time: %s Place: %s</p>"
                        .formatted(
                                sheet.when().isEmpty()
                                        ? gap(22)
                                        : Markup.escaped(sheet.when()) + ".",
                                sheet.place().isEmpty() ? gap(22) : Markup.escaped(sheet.place())));
        out.append(
                "<table class=\"signing\"><thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Name</th>"
                        + "<th scope=\"col\">Signature</th><th scope=\"col\">From</th><th scope=\"col\">To</th></tr></thead><tbody>");
        for (var i = 0; i < Math.max(ROWS, sheet.names().size()); i++) {
            out.append(
                    "<tr><td class=\"n\">%d</td><td class=\"who\">%s</td><td class=\"hand\"></td><td class=\"t\"></td><td class=\"t\"></td></tr>"
                            .formatted(
                                    i + 1,
                                    i < sheet.names().size()
                                            ? Markup.escaped(sheet.names().get(i))
                                            : ""));
        }
        return out.append("</tbody></table><p>Mentor’s name and signature: ")
                .append(gap(36))
                .append("</p>")
                .toString();
    }

    private static String gap(int characters) {
        return "<span class=\"gap\">" + "\u00A0".repeat(characters) + "</span>";
    }
}
