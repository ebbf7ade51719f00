package dev.countersign.ui;

import java.util.ArrayList;
import java.util.List;

/// A stretch of a sentence: plain, or something that our texts put in backticks.
public record Words(String text, boolean code) {
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

    public static List<Words> of(String sentence) {
        var out = new ArrayList<Words>();
        var code = false;
        var from = 0;
        for (var at = sentence.indexOf('`'); at >= 0; at = sentence.indexOf('`', from)) {
            if (at > from) {
                out.add(new Words(sentence.substring(from, at), code));
            }
            code = !code;
            from = at + 1;
        }
        if (from < sentence.length()) {
            out.add(new Words(sentence.substring(from), code));
        }
        return out;
    }
}
