package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import java.util.List;
import java.util.Locale;

/// Numbers that only the words around them explain: ages, ZIP codes, driver's licences, streets.
final class Wording {
    private static final List<String> AFTER_AGE =
            List.of(
                    " year old",
                    " years old",
                    "-year-old",
                    " year-old",
                    " y/o",
                    "y/o",
                    " yo ",
                    " yrs old",
                    " yr old",
                    " years of age",
                    " years-old");
    private static final List<String> BEFORE_AGE =
            List.of(
                    " aged ",
                    " turned ",
                    " turning ",
                    "age: ",
                    "age of ",
                    " age is ",
                    " age ",
                    "he was ",
                    "he is ",
                    "i am ",
                    "i'm ",
                    "he's ",
                    "just turned ");
    private final Scan scan;
    private final Text text;
    private final Streets streets;

    Wording(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
        this.streets = new Streets(text, scan);
    }

    /// A driver's licence from `start` on, where the words before say so.
    int licence(Groups groups, int start) {
        if (!scan.wants(Kind.DRIVER_LICENCE)
                || groups.size(0) < 2
                || !text.near(
                        start,
                        "driver's licen",
                        "drivers licen",
                        "driver licen",
                        "driving licen",
                        "driver’s licen")) {
            return -1;
        }
        var last = groups.ends[groups.count - 1];
        return last - start < 6 || text.near(start, "year")
                ? -1
                : scan.found(start, last, Kind.DRIVER_LICENCE);
    }

    int at(Groups groups) {
        var start = groups.starts[0];
        var end = groups.ends[0];
        if (scan.wants(Kind.AGE) && groups.size(0) <= 3 && isAge(start, end)) {
            return scan.found(start, end, Kind.AGE);
        }
        if (scan.wants(Kind.ZIP) && isZip(groups)) {
            var plusFour = groups.count > 1 && groups.separators[0] == '-' && groups.size(1) == 4;
            return scan.found(start, plusFour ? groups.ends[1] : end, Kind.ZIP);
        }
        return scan.wants(Kind.STREET_ADDRESS) ? streets.at(start) : -1;
    }

    private boolean isAge(int start, int end) {
        if (Integer.parseInt(text.sub(start, end)) > 120) {
            return false;
        }
        var after = text.sub(end, end + 16).toLowerCase(Locale.ROOT);
        if (AFTER_AGE.stream().anyMatch(after::startsWith)) {
            return true;
        }
        if (text.at(end) == '.' && Text.isDigit(text.at(end + 1)) || after.startsWith(" ")) {
            return false;
        }
        var before = (" " + text.sub(start - 12, start)).toLowerCase(Locale.ROOT);
        return BEFORE_AGE.stream().anyMatch(before::endsWith)
                && (after.isEmpty() || !Character.isLetterOrDigit(after.charAt(0)))
                && !after.startsWith("%");
    }

    private boolean isZip(Groups groups) {
        var size = groups.size(0);
        var start = groups.starts[0];
        if (size < 4 || size > 6) {
            return false;
        }
        var before = text.sub(start - 24, start).toLowerCase(Locale.ROOT);
        if (before.contains("zip")
                || before.contains("postal code")
                || before.contains("postcode")
                || before.contains("post code")) {
            return true;
        }
        return size == 5
                && text.at(start - 1) == ' '
                && Text.isUpper(text.at(start - 2))
                && Text.isUpper(text.at(start - 3))
                && text.at(start - 4) == ' '
                && text.at(start - 5) == ',';
    }
}
