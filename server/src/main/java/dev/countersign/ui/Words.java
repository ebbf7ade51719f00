package dev.countersign.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A stretch of a sentence: plain, something that our texts put in backticks, or the address of a
/// page on which something is met.
public record Words(String text, boolean code, boolean link) {
    /// Only pages that everybody may open: an address in somebody else's text leads nowhere odd.
    private static final Pattern PAGE =
            Pattern.compile("(?<![\\w/.])/(?:learn|quality/tools)(?:/[\\w.-]*\\w)*(?![\\w/])");

    /// Our texts are lower case and without a full stop; where several follow each other, they are
    /// written as sentences.
    public static String sentences(String... texts) {
        var out = new StringBuilder();
        for (var text : texts) {
            if (!text.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ")
                        .append(Character.toUpperCase(text.charAt(0)))
                        .append(text.substring(1))
                        .append('.');
            }
        }
        return out.toString();
    }

    /// A share in per cent, cut off after one decimal place: what has not reached a mark does not
    /// read as if it had.
    public static String percent(double share) {
        return new java.text.DecimalFormat(
                        "0.#", java.text.DecimalFormatSymbols.getInstance(java.util.Locale.ROOT))
                .format(Math.floor(share * 1000 + 1e-9) / 10);
    }

    public static List<Words> of(String sentence) {
        var out = new ArrayList<Words>();
        var code = false;
        var from = 0;
        for (var at = sentence.indexOf('`'); at >= 0; at = sentence.indexOf('`', from)) {
            if (at > from) {
                add(out, sentence.substring(from, at), code);
            }
            code = !code;
            from = at + 1;
        }
        if (from < sentence.length()) {
            add(out, sentence.substring(from), code);
        }
        return out;
    }

    private static void add(List<Words> out, String text, boolean code) {
        var from = 0;
        var page = PAGE.matcher(text);
        while (!code && page.find()) {
            if (page.start() > from) {
                out.add(new Words(text.substring(from, page.start()), false, false));
            }
            out.add(new Words(page.group(), false, true));
            from = page.end();
        }
        if (from < text.length()) {
            out.add(new Words(text.substring(from), code, false));
        }
    }
}
