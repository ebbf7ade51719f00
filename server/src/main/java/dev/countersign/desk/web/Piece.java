package dev.countersign.desk.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A stretch of masked text: plain, or a token such as `<EMAIL_1>`.
public record Piece(String text, boolean token) {
    private static final Pattern TOKEN = Pattern.compile("<[A-Z][A-Z_]*_\\d+>");

    public static List<Piece> of(String text) {
        var out = new ArrayList<Piece>();
        var matcher = TOKEN.matcher(text);
        var from = 0;
        while (matcher.find()) {
            if (matcher.start() > from) {
                out.add(new Piece(text.substring(from, matcher.start()), false));
            }
            out.add(new Piece(matcher.group(), true));
            from = matcher.end();
        }
        if (from < text.length()) {
            out.add(new Piece(text.substring(from), false));
        }
        return out;
    }
}
