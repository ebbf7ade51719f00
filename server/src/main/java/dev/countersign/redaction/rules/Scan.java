package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import dev.countersign.redaction.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The one pass: looks each char up and calls the recognisers that it can start or sit in.
public final class Scan {
    private static final byte PLAIN = 0;
    private static final byte DIGIT = 1;
    private static final byte AT = 2;
    private static final byte COLON = 3;
    private static final byte EQUALS = 4;
    private static final byte PLUS = 5;
    private static final byte DASH = 6;
    private static final byte PREFIX = 7;
    private static final byte DOT = 8;
    private static final byte SPACE = 9;
    private static final byte[] CLASSES = new byte[128];

    static {
        for (var c = '0'; c <= '9'; c++) {
            CLASSES[c] = DIGIT;
        }
        for (var c : Secrets.FIRST.toCharArray()) {
            CLASSES[c] = PREFIX;
        }
        CLASSES['@'] = AT;
        CLASSES[':'] = COLON;
        CLASSES['='] = EQUALS;
        CLASSES['+'] = PLUS;
        CLASSES['('] = PLUS;
        CLASSES['-'] = DASH;
        CLASSES['.'] = DOT;
        CLASSES[' '] = SPACE;
    }

    private final Text text;
    private final Set<Kind> kinds;
    private final List<Span> spans = new ArrayList<>();
    private final Emails emails;
    private final Urls urls;
    private final Secrets secrets;
    private final Ips ips;
    private final Numbers numbers;
    private final boolean domains;
    private final boolean bearers;

    public Scan(Text text, Set<Kind> kinds, Phones phones) {
        this.text = text;
        this.kinds = kinds;
        this.emails = new Emails(text, this);
        this.urls = new Urls(text, this);
        this.secrets = new Secrets(text, this);
        this.ips = new Ips(text, this);
        this.numbers = new Numbers(text, this, phones);
        this.domains = kinds.contains(Kind.URL);
        this.bearers = kinds.contains(Kind.SECRET);
    }

    /// Everything found, unsorted and perhaps overlapping, in offsets of the original text.
    public List<Span> spans() {
        var chars = text.chars;
        var length = text.length;
        for (var i = 0; i < length; ) {
            var c = chars[i];
            var what = c < 128 ? CLASSES[c] : PLAIN;
            i = what == PLAIN ? i + 1 : Math.max(i + 1, trigger(what, i));
        }
        return spans;
    }

    private int trigger(byte what, int i) {
        return switch (what) {
            case DIGIT -> numbers.at(i);
            case PLUS -> numbers.plus(i);
            case AT -> emails.at(i);
            case COLON -> Math.max(urls.colon(i), Math.max(ips.colon(i), secrets.assignment(i)));
            case EQUALS -> secrets.assignment(i);
            case DASH -> secrets.pem(i);
            case PREFIX -> secrets.prefix(i);
            case SPACE -> bearers ? secrets.bearer(i) : i;
            case DOT -> domains ? urls.dot(i) : i;
            default -> i;
        };
    }

    public long inspections() {
        return text.inspections() + text.length;
    }

    boolean wants(Kind kind) {
        return kinds.contains(kind);
    }

    /// Notes a span unless the kind is not wanted.
    ///
    /// @return `end`, where the pass goes on
    int found(int start, int end, Kind kind) {
        if (wants(kind)) {
            spans.add(new Span(text.originalStart(start), text.originalEnd(end), kind));
        }
        return end;
    }
}
