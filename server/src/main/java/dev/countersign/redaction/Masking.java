package dev.countersign.redaction;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One call's masking: the same original gets the same token, and every token can be undone.
/// Mutable; for one thread. Create one per call and keep it no longer than the call.
///
/// Text that already looks like a token becomes a `<PLACEHOLDER_n>`, so that every token in masked
/// text is ours and `restore(mask(x))` is `x` for every `x`.
public final class Masking {
    private final Finder finder;
    private final Map<String, Masked> byOriginal = new LinkedHashMap<>();
    private final Map<String, String> byToken = new HashMap<>();
    private final EnumMap<Kind, Integer> numbers = new EnumMap<>(Kind.class);
    private final EnumMap<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private boolean ownTokensStay;

    public Masking(Finder finder) {
        this.finder = finder;
    }

    /// The text with every span replaced by its token.
    public String mask(String text) {
        var pieces = new Segments();
        pieces.append(text);
        var out = new StringBuilder(text.length() + 16);
        for (var piece = pieces.next(true); piece != null; piece = pieces.next(true)) {
            maskInto(out, piece);
        }
        return out.toString();
    }

    /// The text with every known token replaced by its original; other text stays as it is.
    public String restore(String text) {
        return text.indexOf('<') < 0 ? text : restore(text, byToken);
    }

    /// From now on a token that this masking gave out stays as it is: a model that was shown
    /// `<EMAIL_1>` may speak of it. Call it between a request and its answer.
    public void keepOwnTokens() {
        ownTokensStay = true;
    }

    /// How many spans were replaced, by kind; the same original twice counts twice. Without
    /// PLACEHOLDER, which is nobody's data.
    public Map<Kind, Integer> counts() {
        return Map.copyOf(counts);
    }

    /// Every token given out, in the order of first use.
    public List<Masked> originals() {
        return List.copyOf(byOriginal.values());
    }

    /// As [#originals], by token.
    public Map<String, String> tokens() {
        var out = new LinkedHashMap<String, String>();
        originals().forEach(m -> out.put(m.token(), m.original()));
        return out;
    }

    /// The text with the tokens of an earlier masking replaced by what they stood for.
    public static String restore(String text, Map<String, String> tokens) {
        var out = new StringBuilder(text.length() + 64);
        var from = 0;
        for (var span : Tokens.in(text)) {
            var original = tokens.get(text.substring(span.start(), span.end()));
            if (original != null) {
                out.append(text, from, span.start()).append(original);
                from = span.end();
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    void maskInto(StringBuilder out, Segments.Piece piece) {
        var text = piece.text();
        var from = 0;
        for (var span : spans(piece)) {
            out.append(text, from, span.start());
            out.append(token(text.substring(span.start(), span.end()), span.kind()));
            from = span.end();
        }
        out.append(text, from, text.length());
    }

    private List<Span> spans(Segments.Piece piece) {
        var text = piece.text();
        if (piece.opaqueUntil() == text.length()) {
            return List.of(new Span(0, text.length(), Kind.OPAQUE));
        }
        var found = finder.find(text);
        var tokens = Tokens.in(text);
        if (piece.opaqueUntil() == 0 && tokens.isEmpty()) {
            return found;
        }
        var all = new ArrayList<>(found);
        all.addAll(tokens);
        if (piece.opaqueUntil() > 0) {
            all.add(new Span(0, piece.opaqueUntil(), Kind.OPAQUE));
        }
        return Finders.union(all);
    }

    private String token(String original, Kind kind) {
        if (ownTokensStay && kind == Kind.PLACEHOLDER && byToken.containsKey(original)) {
            return original;
        }
        if (kind != Kind.PLACEHOLDER) {
            counts.merge(kind, 1, Integer::sum);
        }
        var known = byOriginal.get(original);
        if (known == null) {
            var number = numbers.merge(kind, 1, Integer::sum);
            known = new Masked(Tokens.of(kind, number), kind, original);
            byOriginal.put(original, known);
            byToken.put(known.token(), original);
        }
        return known.token();
    }
}
