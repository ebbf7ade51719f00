package dev.countersign.redaction.cli;

import dev.countersign.redaction.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Scores predicted spans against labelled ones as Presidio's `SpanEvaluator` does, as far as its
/// description goes.
///
/// A span is the set of its letters and digits, without those of skip words (`the`, `of`, ...); a
/// span left empty is dropped. Neighbours of one type with nothing but skipped chars between are
/// one span. A labelled and a predicted span match when the chars they share are at least 0.9 of
/// the chars in either. `precision` and `recall` overall ask for a match of *any* type; those of an
/// entity for the same type. A span matches once. F2 weighs recall over precision: `5PR / (4P +
/// R)`.
final class Scores {
    private static final double IOU = 0.9;
    private static final Set<String> SKIPPED =
            Set.of(
                    "the", "a", "an", "of", "and", "in", "at", "on", "to", "by", "for", "from",
                    "is", "s", "or", "with");

    /// A typed span before scoring; `end` is exclusive.
    record Labelled(int start, int end, String type) {}

    /// Precision, recall, F2 and the number of labelled spans.
    record Score(double precision, double recall, double f2, int support) {}

    private static final class Tally {
        int labelled;
        int predicted;
        int hits;
        int right;

        Score score() {
            var p = predicted == 0 ? 0 : (double) right / predicted;
            var r = labelled == 0 ? 0 : (double) hits / labelled;
            return new Score(p, r, p + r == 0 ? 0 : 5 * p * r / (4 * p + r), labelled);
        }
    }

    private record Cut(int start, BitSet chars, String type) {}

    private final Tally overall = new Tally();
    private final Map<String, Tally> byType = new TreeMap<>();

    void add(String text, List<Labelled> labelled, List<Labelled> predicted) {
        var gold = cut(text, labelled);
        var ours = cut(text, predicted);
        count(overall, gold, ours);
        var types = new java.util.TreeSet<String>();
        gold.forEach(g -> types.add(g.type()));
        ours.forEach(o -> types.add(o.type()));
        for (var type : types) {
            count(
                    byType.computeIfAbsent(type, t -> new Tally()),
                    gold.stream().filter(g -> g.type().equals(type)).toList(),
                    ours.stream().filter(o -> o.type().equals(type)).toList());
        }
    }

    Score overall() {
        return overall.score();
    }

    /// Types that were labelled at least once, or predicted though never labelled (support 0).
    Map<String, Score> byType() {
        var scores = new TreeMap<String, Score>();
        byType.forEach((type, tally) -> scores.put(type, tally.score()));
        return scores;
    }

    /// The data set's name for what we call a kind.
    static String type(Kind kind) {
        return switch (kind) {
            case EMAIL -> "EMAIL_ADDRESS";
            case PHONE -> "PHONE_NUMBER";
            case CARD -> "CREDIT_CARD";
            case IBAN -> "IBAN_CODE";
            case NATIONAL_ID -> "US_SSN";
            case DRIVER_LICENCE -> "US_DRIVER_LICENSE";
            case IP -> "IP_ADDRESS";
            case DATE_OF_BIRTH, DATE_TIME -> "DATE_TIME";
            case PLACE, STREET_ADDRESS -> "LOCATION";
            case ORGANISATION -> "ORGANIZATION";
            case ZIP -> "ZIP_CODE";
            case NATIONALITY -> "NRP";
            case URL -> "DOMAIN_NAME";
            case PERSON, AGE, TITLE, URL_CREDENTIAL, SECRET, OPAQUE, PLACEHOLDER -> kind.name();
        };
    }

    /// The data set's type as scored here: its two kinds of place are one.
    static String type(String label) {
        return label.equals("GPE") || label.equals("STREET_ADDRESS") ? "LOCATION" : label;
    }

    private static void count(Tally tally, List<Cut> gold, List<Cut> ours) {
        tally.labelled += gold.size();
        tally.predicted += ours.size();
        var free = new ArrayList<>(ours);
        for (var span : gold) {
            var match = free.stream().filter(o -> iou(span.chars(), o.chars()) >= IOU).findFirst();
            if (match.isPresent()) {
                free.remove(match.get());
                tally.hits++;
                tally.right++;
            }
        }
    }

    private static double iou(BitSet a, BitSet b) {
        var both = (BitSet) a.clone();
        both.and(b);
        var either = (BitSet) a.clone();
        either.or(b);
        return (double) both.cardinality() / either.cardinality();
    }

    private static List<Cut> cut(String text, List<Labelled> spans) {
        var ink = ink(text);
        var cuts = new ArrayList<Cut>();
        for (var span : spans.stream().sorted(Comparator.comparingInt(Labelled::start)).toList()) {
            var chars = ink.get(0, text.length());
            chars.clear(0, span.start());
            chars.clear(Math.min(span.end(), text.length()), text.length());
            if (chars.isEmpty()) {
                continue;
            }
            var last = lastOf(cuts, span.type());
            var joins =
                    last != null && ink.nextSetBit(last.chars().length()) >= chars.nextSetBit(0);
            if (joins && last != null) {
                last.chars().or(chars);
            } else {
                cuts.add(new Cut(span.start(), chars, span.type()));
            }
        }
        return cuts;
    }

    private static @org.jspecify.annotations.Nullable Cut lastOf(List<Cut> cuts, String type) {
        return cuts.isEmpty() || !cuts.getLast().type().equals(type) ? null : cuts.getLast();
    }

    private static BitSet ink(String text) {
        var ink = new BitSet(text.length());
        for (var i = 0; i < text.length(); ) {
            var end = i;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (end > i && !SKIPPED.contains(text.substring(i, end).toLowerCase(Locale.ROOT))) {
                ink.set(i, end);
            }
            i = Math.max(end, i + 1);
        }
        return ink;
    }
}
