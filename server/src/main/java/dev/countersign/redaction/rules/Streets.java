package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import java.util.Locale;
import java.util.Set;

/// Street addresses by shape: a house number, a street's name, and what follows of suite and town.
final class Streets {
    private static final Set<String> STREET =
            Set.of(
                    "street",
                    "st",
                    "avenue",
                    "ave",
                    "road",
                    "rd",
                    "lane",
                    "ln",
                    "drive",
                    "dr",
                    "boulevard",
                    "blvd",
                    "court",
                    "ct",
                    "place",
                    "pl",
                    "way",
                    "square",
                    "sq",
                    "terrace",
                    "highway",
                    "hwy",
                    "parkway",
                    "crescent",
                    "close",
                    "allee",
                    "strasse",
                    "straße",
                    "u",
                    "utca",
                    "via",
                    "calle",
                    "rue");
    private static final Set<String> UNIT =
            Set.of("suite", "apt", "unit", "flat", "floor", "apartment", "ste");
    private static final int LONGEST = 120;
    private final Scan scan;
    private final Text text;

    Streets(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
    }

    /// An address whose house number starts at `start`.
    int at(int start) {
        var military = military(start);
        if (military > 0) {
            return military;
        }
        var street = -1;
        var unit = -1;
        var end = -1;
        var at = start;
        var words = 0;
        while (words < 16 && at - start < LONGEST) {
            var from = at;
            while (at - from < 32
                    && (Text.isWord(text.at(at)) || text.at(at) == '-' || text.at(at) == '\'')) {
                at++;
            }
            if (at == from) {
                break;
            }
            var word = text.sub(from, at).toLowerCase(Locale.ROOT);
            var number = Text.isDigit(word.charAt(0));
            words++;
            if (unit < 0 && street < 0 && !number && words > 6) {
                break;
            }
            if (!number && unit < 0 && isStreet(word) && words > 1) {
                street = at;
                end = at;
            } else if (UNIT.contains(word)) {
                unit = at;
            } else if (number && unit > 0 && end < unit) {
                end = at;
            } else if (number && unit > 0 && at - from >= 4) {
                end = at;
                break;
            }
            var gap = at;
            while (at - gap < 4 && ".,\n ".indexOf(text.at(at)) >= 0 && text.at(at) != 0) {
                at++;
            }
            var sentence = text.at(gap) == '.' && at - gap > 1 && !isShort(word);
            if (at == gap || sentence || (street > 0 && unit < 0 && !leadsToUnit(at))) {
                break;
            }
        }
        return end > 0 ? scan.found(start, end, Kind.STREET_ADDRESS) : -1;
    }

    /// `PSC 0413, Box 8144, APO AA 42323`: a US military post office.
    private int military(int number) {
        var from = text.sub(number - 4, number).equals("PSC ") ? number - 4 : number - 5;
        if (from != number - 4 && !text.sub(from, number).equals("Unit ")) {
            return -1;
        }
        var rest = text.sub(number, number + 48);
        for (var office : new String[] {"APO ", "DPO ", "FPO "}) {
            var at = rest.indexOf(office);
            var zip = at + 7;
            if (at > 0
                    && zip + 5 <= rest.length()
                    && rest.substring(zip, zip + 5).chars().allMatch(Character::isDigit)) {
                return scan.found(from, number + zip + 5, Kind.STREET_ADDRESS);
            }
        }
        return -1;
    }

    private boolean leadsToUnit(int at) {
        var next = text.sub(at, at + 28).toLowerCase(Locale.ROOT).split("[^a-z]+", -1);
        return java.util.Arrays.stream(next).anyMatch(UNIT::contains);
    }

    private static boolean isShort(String word) {
        return word.length() <= 3;
    }

    private static boolean isStreet(String word) {
        return STREET.contains(word)
                || (word.length() > 7
                        && (word.endsWith("strasse")
                                || word.endsWith("straße")
                                || word.endsWith("gatan")
                                || word.endsWith("vegen")
                                || word.endsWith("gade")));
    }
}
