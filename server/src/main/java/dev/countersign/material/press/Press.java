package dev.countersign.material.press;

import dev.countersign.course.Pack.Kind;
import dev.countersign.material.MadeFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Makes the files of a manuscript. Takes memory for one material at a time.
public final class Press {
    private static final double CARD_SMALLEST = 7.5;
    private static final double CARD_LARGEST = 14;
    private static final double POSTER_SMALLEST = 14;
    private static final double POSTER_LARGEST = 40;

    private Press() {}

    /// @throws IllegalArgumentException where it cannot be printed so that it can be read, with
    ///   what to do
    public static List<MadeFile> make(Manuscript m, Instant now) {
        var day = now.atZone(ZoneOffset.UTC).toLocalDate();
        var out = new ArrayList<MadeFile>();
        switch (m.body()) {
            case Manuscript.Body.Deck(var slides, var trees) ->
                    out.add(DeckPress.make(m.id(), m.title(), m.course(), slides, trees, now));
            case Manuscript.Body.Book book ->
                    out.add(PdfPress.book(m.id() + ".pdf", Printed.book(m, book, day)));
            case Manuscript.Body.Page page -> {
                var poster = m.kind() == Kind.POSTER;
                var pdf =
                        PdfPress.page(
                                m.id() + ".pdf",
                                size -> Printed.page(m, page, day, size),
                                poster ? POSTER_SMALLEST : CARD_SMALLEST,
                                poster ? POSTER_LARGEST : CARD_LARGEST);
                out.add(pdf);
                if (poster) {
                    out.add(PdfPress.picture(m.id() + ".png", pdf));
                }
            }
        }
        m.captions()
                .forEach((name, text) ->
                        out.add(
                                new MadeFile(
                                        name,
                                        MadeFile.VTT,
                                        0,
                                        text.getBytes(StandardCharsets.UTF_8))));
        return out;
    }
}
