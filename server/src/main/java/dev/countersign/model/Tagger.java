package dev.countersign.model;

import dev.countersign.model.Shape.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts a text into words with the numbers a name head reads, and turns its scores into the
/// likeliest sequence of labels.
///
/// Labels: 0 outside; for type `t` from 0, `1 + 2t` where a name begins and `2 + 2t` within it.
final class Tagger {
    static final int LABELS = 7;
    static final int FEATURES = 2 * Encoder.SIZE + Shape.SIZE;

    private static final int WINDOW = 192;
    private static final float SHAPE_WEIGHT = 0.5f;

    private final Network network;

    /// A word and what the encoder and its shape say of it.
    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    record Read(Word word, float[] features) {}

    Tagger(Network network) {
        this.network = network;
    }

    /// Words of the text in order. Long texts are read in windows that end where a sentence does,
    /// if one ends in their second half.
    List<Read> read(CharSequence text) {
        var all = new ArrayList<Read>();
        for (var from = 0; from < text.length(); ) {
            var rest = text.subSequence(from, text.length());
            var pieces = network.cut(rest, WINDOW);
            var words = words(pieces);
            if (words.length == 0) {
                return all;
            }
            var cutOff = pieces.size() == WINDOW;
            var kept = cutOff ? lastBreak(rest, words) : words.length;
            all.addAll(read(rest, from, pieces, words).subList(0, kept));
            from += words[kept - 1].end();
            if (!cutOff) {
                break;
            }
        }
        return all;
    }

    private static Word[] words(WordPiece.Pieces pieces) {
        var words = new ArrayList<Word>();
        for (var i = 1; i < pieces.size() - 1; i++) {
            if (pieces.words()[i] == pieces.words()[i - 1]) {
                var begun = words.removeLast();
                words.add(new Word(begun.start(), pieces.ends()[i]));
            } else {
                words.add(new Word(pieces.starts()[i], pieces.ends()[i]));
            }
        }
        return words.toArray(Word[]::new);
    }

    // The last word may be cut in two by the window, so it never counts unless it is alone.
    private static int lastBreak(CharSequence text, Word[] words) {
        for (var i = words.length - 2; i > words.length / 2; i--) {
            var mark = text.charAt(words[i].start());
            if (mark == '.' || mark == '!' || mark == '?' || mark == ';') {
                return i + 1;
            }
        }
        return Math.max(1, words.length - 1);
    }

    private List<Read> read(CharSequence text, int offset, WordPiece.Pieces pieces, Word[] words) {
        var states = network.run(pieces);
        var first = new int[words.length + 1];
        var count = 0;
        for (var i = 1; i < pieces.size() - 1; i++) {
            if (pieces.words()[i] != pieces.words()[i - 1]) {
                first[count++] = i;
            }
        }
        first[count] = pieces.size() - 1;
        var reads = new ArrayList<Read>(words.length);
        for (var w = 0; w < words.length; w++) {
            var features = new float[FEATURES];
            System.arraycopy(states[first[w]], 0, features, 0, Encoder.SIZE);
            System.arraycopy(states[first[w + 1] - 1], 0, features, Encoder.SIZE, Encoder.SIZE);
            Shape.write(text, words, w, features, 2 * Encoder.SIZE);
            for (var i = 2 * Encoder.SIZE; i < FEATURES; i++) {
                features[i] *= SHAPE_WEIGHT;
            }
            reads.add(
                    new Read(
                            new Word(words[w].start() + offset, words[w].end() + offset),
                            features));
        }
        return reads;
    }

    /// The likeliest sequence in which a name only goes on where it has begun (Viterbi).
    ///
    /// @param scores for each word its label's log probabilities, up to a constant
    static int[] likeliest(List<float[]> scores) {
        var size = scores.size();
        var back = new int[size][LABELS];
        var best = new float[LABELS];
        for (var i = 0; i < size; i++) {
            var next = new float[LABELS];
            for (var label = 0; label < LABELS; label++) {
                var from = i == 0 ? (goesOn(label) ? -1 : 0) : bestBefore(best, label);
                back[i][label] = Math.max(0, from);
                var before = i == 0 ? (from < 0 ? Float.NEGATIVE_INFINITY : 0) : best[from];
                next[label] = before + scores.get(i)[label];
            }
            best = next;
        }
        var labels = new int[size];
        if (size > 0) {
            labels[size - 1] = Vectors.argmax(best);
        }
        for (var i = size - 1; i > 0; i--) {
            labels[i - 1] = back[i][labels[i]];
        }
        return labels;
    }

    private static int bestBefore(float[] best, int label) {
        if (goesOn(label)) {
            return best[label] > best[label - 1] ? label : label - 1;
        }
        return Vectors.argmax(Arrays.copyOf(best, LABELS));
    }

    private static boolean goesOn(int label) {
        return label > 0 && label % 2 == 0;
    }
}
