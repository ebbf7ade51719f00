package dev.countersign.material.press;

import dev.countersign.material.Certificates.Certificate;
import dev.countersign.material.MadeFile;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A certificate as a page.
public final class CertificatePage {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final double SMALLEST = 8;
    private static final double LARGEST = 15;

    private CertificatePage() {}

    public static MadeFile make(Certificate c) {
        var body = new StringBuilder("<body class=\"certificate\"><div class=\"frame\">");
        body.append("<p class=\"issuer\">")
                .append(Markup.escaped(c.issuer()))
                .append("</p>")
                .append(
                        "<h1>Certificate of completion</h1><p>This certifies that</p><p class=\"person\">")
                .append(Markup.escaped(c.person()))
                .append("</p><p>completed the course</p><p class=\"course\">")
                .append(Markup.escaped(c.course()))
                .append("</p><p>on ")
                .append(c.on().format(DAY))
                .append(".</p>");
        if (!c.competencies().isEmpty()) {
            body.append("<h2>Competencies shown</h2><ul>");
            c.competencies()
                    .forEach(x -> body.append("<li>").append(Markup.escaped(x)).append("</li>"));
            body.append("</ul>");
        }
        var url = Markup.escaped(c.verifyUrl());
        body.append("<p class=\"facts\">Credential ")
                .append(Markup.escaped(c.credentialId()))
                .append("<br/>Anybody can check it: <a title=\"Check this certificate\" href=\"")
                .append(url)
                .append("\">")
                .append(url)
                .append("</a></p></div></body>");
        var page = PdfPress.resource("page-certificate.css");
        return PdfPress.page(
                "certificate.pdf",
                size ->
                        Printed.document(
                                "Certificate of completion: " + c.course(),
                                c.person() + ", " + c.course(),
                                page + " body { font-size: " + size + "pt }",
                                "",
                                body.toString()),
                SMALLEST,
                LARGEST);
    }
}
