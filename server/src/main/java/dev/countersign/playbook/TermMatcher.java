package dev.countersign.playbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tartarus.snowball.ext.EnglishStemmer;

/// Finds terms in a text, in time linear in the text. Immutable; threads may share it.
///
/// By stem, `refund` finds `Refunds` and `refunded`, and `escalation` finds `escalate` (Porter's
/// second English stemmer). A term of several words matches the same words in a row.
public final class TermMatcher {
    private static final ThreadLocal<EnglishStemmer> STEMMERS =
            ThreadLocal.withInitial(EnglishStemmer::new);

    public enum Mode {
        STEM,
        WORD,
        SUBSTRING
    }

    /// @param term as the playbook writes it
    /// @param matched as the text writes it
    /// @param position of its first character, from 0
    public record Hit(String term, String matched, int position) {}

    /// Letters and digits of ASCII; a table, because every character of every text is asked.
    private static final byte[] WORD_PARTS = new byte[128];

    static {
        for (var c = 0; c < 128; c++) {
            WORD_PARTS[c] = (byte) (Character.isLetterOrDigit(c) ? 1 : 0);
        }
    }

    private record Term(String written, List<String> words) {}

    private final Mode mode;
    private final List<Term> terms;

    // How long a stem's beginning is surely that of every word with this stem: the stemmer changes
    // endings only, apart from words of few letters (`dying` has `die`).
    private static final int BEGINNING = 3;

    /// Which characters a word must begin with to be worth a closer look: a table for ASCII.
    private final boolean[] starts = new boolean[128];

    private boolean otherStarts;

    public TermMatcher(List<String> written, Mode mode) {
        this.mode = mode;
        var prepared = new ArrayList<Term>();
        for (var term : written) {
            var words = new ArrayList<String>();
            for (var word : term.strip().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
                if (!word.isEmpty()) {
                    words.add(normal(word));
                }
            }
            if (words.isEmpty()) {
                continue;
            }
            prepared.add(new Term(term, mode == Mode.SUBSTRING ? List.of(lower(term)) : words));
            var first = words.getFirst().charAt(0);
            if (first < 128) {
                starts[first] = true;
            } else {
                otherStarts = true;
            }
        }
        this.terms = List.copyOf(prepared);
    }

    public List<String> terms() {
        return terms.stream().map(Term::written).toList();
    }

    /// The first hit of each term, in the order of the text.
    public List<Hit> find(String text) {
        return mode == Mode.SUBSTRING ? substrings(text) : words(text);
    }

    private List<Hit> words(String text) {
        List<Hit> hits = List.of();
        for (var start = 0; start < text.length(); start++) {
            // The cheap question first: nearly every letter answers it with no.
            if (mayStart(text.charAt(start)) && isWordStart(text, start)) {
                hits = at(text, start, hits);
            }
        }
        return hits;
    }

    /// Whether any term is in the text; for a text in which many are looked for.
    ///
    /// @param starts as [#wordStarts] has them
    public boolean isIn(String text, int[] starts) {
        if (mode == Mode.SUBSTRING) {
            return !substrings(text).isEmpty();
        }
        for (var start : starts) {
            if (mayStart(text.charAt(start)) && !at(text, start, List.of()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Where the text's words begin. Counts without branching on the characters: where a word ends
    /// cannot be foreseen, so branches would cost more than all the rest.
    public static int[] wordStarts(String text) {
        var characters = text.toCharArray();
        var out = new int[characters.length / 2 + 1];
        var count = 0;
        var before = 0;
        for (var at = 0; at < characters.length; at++) {
            var part = wordPart(characters[at]);
            out[count] = at;
            count += part & ~before;
            before = part;
        }
        return Arrays.copyOf(out, count);
    }

    /// The hits so far, and those of the word that begins there.
    private List<Hit> at(String text, int start, List<Hit> hits) {
        var end = wordEnd(text, start);
        if (!mayBegin(text, start, end)) {
            return hits;
        }
        var word = normal(lower(text.substring(start, end)));
        var out = hits;
        for (var term : terms) {
            if (!term.words().getFirst().equals(word) || already(out, term)) {
                continue;
            }
            var last = restMatches(text, end, term.words());
            if (last >= 0) {
                out = out.isEmpty() ? new ArrayList<>() : out;
                out.add(new Hit(term.written(), text.substring(start, last), start));
            }
        }
        return out;
    }

    private static boolean isWordStart(String text, int at) {
        return isWordPart(text.charAt(at)) && (at == 0 || !isWordPart(text.charAt(at - 1)));
    }

    /// Where the term's remaining words end, or -1 where other words follow.
    private int restMatches(String text, int from, List<String> words) {
        var at = from;
        for (var word : words.subList(1, words.size())) {
            var start = wordStart(text, at);
            at = wordEnd(text, start);
            if (start == at || !normal(lower(text.substring(start, at))).equals(word)) {
                return -1;
            }
        }
        return at;
    }

    private List<Hit> substrings(String text) {
        var lower = lower(text);
        var hits = new ArrayList<Hit>();
        for (var term : terms) {
            var needle = term.words().getFirst();
            var at = lower.indexOf(needle);
            if (at >= 0) {
                hits.add(
                        new Hit(
                                term.written(),
                                text.substring(at, Math.min(text.length(), at + needle.length())),
                                at));
            }
        }
        return hits;
    }

    private boolean mayStart(char c) {
        return c < 128 ? starts[c | (c >= 'A' && c <= 'Z' ? 32 : 0)] : otherStarts;
    }

    /// Whether any term's first word begins as this word does; spares nearly all the stemming.
    private boolean mayBegin(String text, int start, int end) {
        for (var term : terms) {
            var first = term.words().getFirst();
            var length = first.length() > BEGINNING ? BEGINNING : 1;
            if (end - start >= length && text.regionMatches(true, start, first, 0, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean already(List<Hit> hits, Term term) {
        for (var hit : hits) {
            if (hit.term().equals(term.written())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordPart(char c) {
        return wordPart(c) == 1;
    }

    private static int wordPart(char c) {
        return c < 128 ? WORD_PARTS[c] : Character.isLetterOrDigit(c) ? 1 : 0;
    }

    private static int wordStart(String text, int from) {
        var at = from;
        while (at < text.length() && !isWordPart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int wordEnd(String text, int from) {
        var at = from;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private String normal(String word) {
        return mode == Mode.STEM ? stem(word) : word;
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /// @param word in lower case
    public static String stem(String word) {
        if (word.length() > 40) {
            return word;
        }
        var stemmer = STEMMERS.get();
        stemmer.setCurrent(word);
        var ignored = stemmer.stem();
        return stemmer.getCurrent();
    }
}
