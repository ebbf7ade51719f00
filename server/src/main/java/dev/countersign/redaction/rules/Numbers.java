package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;

/// Decides what a number is: asked once for each run of digits, most telling shape first.
final class Numbers {
    private final Scan scan;
    private final Text text;
    private final Phones phones;
    private final Ips ips;
    private final NationalIds nationalIds;
    private final Dates dates;
    private final Wording wording;

    Numbers(Text text, Scan scan, Phones phones) {
        this.scan = scan;
        this.text = text;
        this.phones = phones;
        this.ips = new Ips(text, scan);
        this.nationalIds = new NationalIds(text, scan);
        this.dates = new Dates(text, scan);
        this.wording = new Wording(text, scan);
    }

    /// @return where the pass goes on
    int at(int i) {
        var before = text.at(i - 1);
        var groups = Groups.at(text, i);
        var next = groups.ends[0];
        if (Text.isWord(before)) {
            var id = nationalIds.lettered(i, next);
            return Math.max(
                    next,
                    id > 0 || Text.isWord(text.at(i - 2)) ? id : wording.licence(groups, i - 1));
        }
        if (before == '_') {
            return next;
        }
        if (before == ' ' && groups.size(0) == 2 && Text.isUpper(text.at(i - 2))) {
            next = Math.max(next, nationalIds.spacedNino(i));
        }
        if (groups.separators[0] == '.' && groups.count >= 4) {
            var end = ips.v4(i);
            if (end > 0) {
                return ips.isVersion(i) ? end : scan.found(i, end, Kind.IP);
            }
        }
        var end = card(groups);
        if (end < 0) {
            end = nationalIds.at(groups);
        }
        if (end < 0) {
            end = dates.at(groups);
        }
        if (end < 0) {
            end = wording.licence(groups, i);
        }
        if (end < 0) {
            end = phone(i, groups);
        }
        if (end < 0) {
            end = wording.at(groups);
        }
        return Math.max(next, end);
    }

    /// A phone number that starts with `+` or `(`.
    int plus(int i) {
        if (!scan.wants(Kind.PHONE)
                || !Text.isDigit(text.at(i + 1))
                || Text.isWord(text.at(i - 1))) {
            return i;
        }
        var end = phones.endOf(text, i);
        return end < 0 ? i : scan.found(i, end, Kind.PHONE);
    }

    private int phone(int i, Groups groups) {
        if (!scan.wants(Kind.PHONE) || groups.ends[0] - i > 12) {
            return -1;
        }
        var before = text.at(i - 1);
        if (before == '#'
                || before == '$'
                || before == '€'
                || before == '.'
                || before == '-'
                || before == '/') {
            return -1;
        }
        // The middle of a longer row of digits is no number of its own.
        if (before == ' ' && Text.isDigit(text.at(i - 2))) {
            return -1;
        }
        var wide = groups.count > 1 || text.at(groups.ends[0]) == ' ' || groups.size(0) >= 7;
        if (!wide) {
            return -1;
        }
        var end = phones.national(text, i, groups);
        return end < 0 ? -1 : scan.found(i, end, Kind.PHONE);
    }

    private int card(Groups groups) {
        if (!scan.wants(Kind.CARD)) {
            return -1;
        }
        var total = 0;
        for (var g = 0; g < groups.count && total <= 19; g++) {
            if (g > 0
                    && ((groups.separators[g - 1] != ' ' && groups.separators[g - 1] != '-')
                            || groups.size(0) != 4)) {
                return -1;
            }
            total += groups.size(g);
            var last = g == groups.count - 1 || groups.size(g + 1) != groups.size(g);
            if (total >= 12
                    && total <= 19
                    && (last || total >= 15)
                    && isCard(groups.digits(text, g + 1))
                    && !Text.isWord(text.at(groups.ends[g]))) {
                return scan.found(groups.starts[0], groups.ends[g], Kind.CARD);
            }
        }
        return -1;
    }

    /// By the issuers' first digits and lengths, then Luhn.
    private static boolean isCard(String digits) {
        var length = digits.length();
        var four = Integer.parseInt(digits.substring(0, 4));
        var two = four / 100;
        var issued =
                switch (two / 10) {
                    case 4 -> length == 13 || length == 16 || length == 19;
                    case 5 ->
                            two >= 51 && two <= 55
                                    ? length == 16
                                    : two == 50 || two >= 56 && two <= 58;
                    case 6 -> true;
                    case 2 ->
                            four >= 2221 && four <= 2720 && length == 16
                                    || four == 2131 && length == 15;
                    case 3 ->
                            switch (two) {
                                case 34, 37 -> length == 15;
                                case 30, 36, 38, 39 -> length == 14;
                                case 35 -> length == 16;
                                default -> false;
                            };
                    case 1 -> four == 1800 && length == 15;
                    default -> false;
                };
        return issued && Checks.luhn(digits);
    }
}
