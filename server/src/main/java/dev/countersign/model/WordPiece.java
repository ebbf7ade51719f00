package dev.countersign.model;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Cuts text into the pieces an uncased BERT model knows: lower case, no accents, every punctuation
/// mark and Chinese character on its own. Immutable; safe for many threads.
///
/// Special tokens written in the text itself (`[CLS]`) are ordinary punctuation and letters here.
public final class WordPiece {
    private static final int MAX_WORD_CHARS = 100;

    /// One text's pieces, `[CLS]` first and `[SEP]` last.
    ///
    /// @param ids vocabulary numbers
    /// @param starts offset of each piece's first char in the text as given; 0 for the two marks
    /// @param ends offset after its last char
    /// @param words number of the word a piece belongs to, from 0; -1 for the two marks
    @SuppressWarnings("ArrayRecordComponent") // read in the inner loop of the models, never kept
    public record Pieces(int[] ids, int[] starts, int[] ends, int[] words) {
        public int size() {
            return ids.length;
        }
    }

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int first;
    private final int last;

    /// @param vocabulary piece to number, with `[UNK]`, `[CLS]` and `[SEP]`
    public WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknown = number("[UNK]");
        this.first = number("[CLS]");
        this.last = number("[SEP]");
    }

    private int number(String piece) {
        var number = vocabulary.get(piece);
        if (number == null) {
            throw new IllegalArgumentException("the vocabulary has no `" + piece + "`");
        }
        return number;
    }

    /// @param maxPieces most pieces to return, both marks counted; the rest of the text is left out
    public Pieces cut(CharSequence text, int maxPieces) {
        return new Cut(text, maxPieces).run();
    }

    private final class Cut {
        private final CharSequence text;
        private final int limit;
        private int[] ids = new int[64];
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int[] words = new int[64];
        private int size;
        private int wordCount;
        private final StringBuilder word = new StringBuilder();
        private int[] from = new int[64];
        private int[] to = new int[64];

        Cut(CharSequence text, int maxPieces) {
            this.text = text;
            this.limit = maxPieces - 1;
        }

        Pieces run() {
            add(first, 0, 0, -1);
            for (var i = 0; i < text.length() && size < limit; ) {
                var point = Character.codePointAt(text, i);
                var next = i + Character.charCount(point);
                take(point, i, next);
                i = next;
            }
            flush();
            size = Math.min(size, limit);
            add(last, 0, 0, -1);
            return new Pieces(
                    Arrays.copyOf(ids, size),
                    Arrays.copyOf(starts, size),
                    Arrays.copyOf(ends, size),
                    Arrays.copyOf(words, size));
        }

        private void take(int point, int start, int end) {
            if (point < 128) {
                if (Character.isLetterOrDigit(point)) {
                    append((char) Character.toLowerCase(point), start, end);
                } else if (point == ' ' || point == '\n' || point == '\t' || point == '\r') {
                    flush();
                } else if (point > ' ' && point != 127) {
                    alone(point, start, end);
                }
                return;
            }
            if (point == 0xFFFD || ignorable(point)) {
                return;
            }
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                flush();
            } else if (punctuation(point) || chinese(point)) {
                alone(point, start, end);
            } else {
                takeFolded(point, start, end);
            }
        }

        private void takeFolded(int point, int start, int end) {
            var folded = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD);
            folded.codePoints()
                    .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                    .map(Character::toLowerCase)
                    .forEach(c -> {
                        for (var unit : Character.toChars(c)) {
                            append(unit, start, end);
                        }
                    });
        }

        private void append(char c, int start, int end) {
            if (word.length() == from.length) {
                from = Arrays.copyOf(from, from.length * 2);
                to = Arrays.copyOf(to, to.length * 2);
            }
            from[word.length()] = start;
            to[word.length()] = end;
            word.append(c);
        }

        private void alone(int point, int start, int end) {
            flush();
            for (var unit : Character.toChars(point)) {
                append(unit, start, end);
            }
            flush();
        }

        private void flush() {
            if (!word.isEmpty()) {
                split();
                wordCount++;
                word.setLength(0);
            }
        }

        private void split() {
            var length = word.length();
            var before = size;
            for (var at = 0; at < length && length <= MAX_WORD_CHARS; ) {
                var end = length;
                Integer found = null;
                for (; end > at; end--) {
                    var piece = word.substring(at, end);
                    found = vocabulary.get(at == 0 ? piece : "##" + piece);
                    if (found != null) {
                        break;
                    }
                }
                if (found == null) {
                    size = before;
                    break;
                }
                add(found, from[at], to[end - 1], wordCount);
                at = end;
            }
            if (size == before) {
                add(unknown, from[0], to[length - 1], wordCount);
            }
        }

        private void add(int id, int start, int end, int wordNumber) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
                starts = Arrays.copyOf(starts, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
                words = Arrays.copyOf(words, size * 2);
            }
            ids[size] = id;
            starts[size] = start;
            ends[size] = end;
            words[size++] = wordNumber;
        }
    }

    private static boolean ignorable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    private static boolean punctuation(int point) {
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    private static boolean chinese(int point) {
        return (point >= 0x4E00 && point <= 0x9FFF)
                || (point >= 0x3400 && point <= 0x4DBF)
                || (point >= 0x20000 && point <= 0x2CEAF)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0x2F800 && point <= 0x2FA1F);
    }

    /// A vocabulary from pieces in the order of their numbers.
    static WordPiece of(String... pieces) {
        var numbers = new HashMap<String, Integer>();
        for (var piece : pieces) {
            numbers.put(piece, numbers.size());
        }
        return new WordPiece(numbers);
    }
}
