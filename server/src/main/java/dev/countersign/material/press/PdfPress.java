package dev.countersign.material.press;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.countersign.material.MadeFile;
import dev.countersign.material.tree.Typeface;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleFunction;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Prints XHTML as PDF/UA-1: tagged, with its title and language, its fonts inside. Fetches
/// nothing: a picture is in the text or not at all.
public final class PdfPress {
    private static final double STEP = 0.25;
    private static final int PIXELS_PER_INCH = 150;

    // Fonts are measured once, not for each page that is fitted.
    private static final FSDefaultCacheStore METRICS = new FSDefaultCacheStore();

    static {
        XRLog.setLoggingEnabled(false);
    }

    private PdfPress() {}

    /// As it is, on as many pages as it takes.
    public static MadeFile book(String name, String xhtml) {
        try (var renderer = renderer(xhtml)) {
            renderer.layout();
            return written(name, renderer);
        }
    }

    /// On one page, as large as it fits.
    ///
    /// @param xhtml by the size of its text in points
    /// @throws IllegalArgumentException where it does not fit at the smallest size
    public static MadeFile page(
            String name, DoubleFunction<String> xhtml, double smallest, double largest) {
        var low = (int) Math.round(smallest / STEP);
        var high = (int) Math.round(largest / STEP);
        if (pages(xhtml.apply(low * STEP)) > 1) {
            throw new IllegalArgumentException(
                    "`%s` does not fit on one page at %.1f pt; shorten it"
                            .formatted(name, smallest));
        }
        while (low < high) {
            var middle = (low + high + 1) / 2;
            if (pages(xhtml.apply(middle * STEP)) > 1) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return book(name, xhtml.apply(low * STEP));
    }

    /// The first page as a picture.
    public static MadeFile picture(String name, MadeFile pdf) {
        try (var document = Loader.loadPDF(pdf.bytes());
                var out = new ByteArrayOutputStream()) {
            ImageIO.write(
                    new PDFRenderer(document).renderImageWithDPI(0, PIXELS_PER_INCH, ImageType.RGB),
                    "png",
                    out);
            return new MadeFile(name, MadeFile.PNG, 1, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw `" + pdf.name() + "`", e);
        }
    }

    private static int pages(String xhtml) {
        try (var renderer = renderer(xhtml)) {
            renderer.layout();
            return renderer.getRootBox().getLayer().getPages().size();
        }
    }

    private static MadeFile written(String name, PdfBoxRenderer renderer) {
        try (var out = new ByteArrayOutputStream()) {
            renderer.createPDFWithoutClosing();
            var document = renderer.getPdfDocument();
            // Pages are told as they are numbered in print.
            document.save(out);
            var pages = document.getNumberOfPages();
            document.close();
            return new MadeFile(name, MadeFile.PDF, pages, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write `" + name + "` to memory", e);
        }
    }

    private static PdfBoxRenderer renderer(String xhtml) {
        var builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.useCacheStore(PdfRendererBuilder.CacheStore.PDF_FONT_METRICS, METRICS);
        builder.withProducer("Countersign");
        builder.withHtmlContent(xhtml, null);
        builder.useExternalResourceAccessControl(
                (uri, type) -> uri.startsWith("data:"),
                ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        font(builder, Typeface.REGULAR, Typeface.FAMILY, 400, FontStyle.NORMAL);
        font(builder, Typeface.BOLD, Typeface.FAMILY, 700, FontStyle.NORMAL);
        font(builder, Typeface.ITALIC, Typeface.FAMILY, 400, FontStyle.ITALIC);
        font(builder, Typeface.BOLD_ITALIC, Typeface.FAMILY, 700, FontStyle.ITALIC);
        font(builder, Typeface.MONO, Typeface.MONO_FAMILY, 400, FontStyle.NORMAL);
        return builder.buildPdfRenderer();
    }

    private static void font(
            PdfRendererBuilder builder, Typeface face, String family, int weight, FontStyle style) {
        FSSupplier<InputStream> file = face::open;
        builder.useFont(file, family, weight, style, true);
    }

    /// A resource of this package as text.
    static String resource(String name) {
        try (var in = PdfPress.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("`" + name + "` is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read `" + name + "`", e);
        }
    }
}
