package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import java.util.List;
import java.util.Locale;

/// Dates: of birth where words before say so, other dates and times where these are wanted.
final class Dates {
    private static final String[] BIRTH = {
        "born",
        "dob",
        "d.o.b",
        "date of birth",
        "birth date",
        "birthdate",
        "birthday",
        "geboren",
        "geburtsdatum",
        "naissance",
        "nacimiento",
        "nascita",
        "geboortedatum"
    };
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private final Scan scan;
    private final Text text;

    Dates(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
    }

    /// @return where the pass goes on after a date, -1 where there is none
    int at(Groups groups) {
        var start = groups.starts[0];
        if (groups.size(0) > 4 || groups.size(0) == 3) {
            return -1;
        }
        var end = numeric(groups);
        if (end < 0 && groups.size(0) <= 2) {
            end = dayThenMonth(groups.ends[0]);
        }
        if (end < 0 && groups.size(0) <= 2) {
            var month = monthBefore(start);
            if (month >= 0) {
                end = yearAfter(suffix(groups.ends[0]));
                start = month;
            }
        }
        if (end < 0) {
            return scan.wants(Kind.DATE_TIME) ? yearOrTime(groups) : -1;
        }
        if (text.near(start, BIRTH)) {
            return scan.found(start, end, Kind.DATE_OF_BIRTH);
        }
        return scan.found(start, end, Kind.DATE_TIME);
    }

    private int numeric(Groups groups) {
        if (groups.count < 3
                || groups.separators[0] != groups.separators[1]
                || groups.separators[0] == ' ') {
            return -1;
        }
        var first = value(groups, 0);
        var second = value(groups, 1);
        var third = value(groups, 2);
        var yearFirst =
                groups.size(0) == 4 && isMonth(second) && isDay(third) && groups.size(2) <= 2;
        var yearLast =
                groups.size(0) <= 2
                        && (groups.size(2) == 4
                                || (groups.size(2) == 2 && groups.separators[0] != '-'))
                        && ((isDay(first) && isMonth(second)) || (isMonth(first) && isDay(second)));
        return (yearFirst || yearLast) && !Text.isWord(text.at(groups.ends[2]))
                ? groups.ends[2]
                : yearFirst ? groups.ends[2] : -1;
    }

    private int dayThenMonth(int dayEnd) {
        var at = suffix(dayEnd);
        at += text.sub(at, at + 3).equals(" of") ? 4 : 1;
        var month = at;
        while (at - month < 10 && Text.isLatin(text.at(at))) {
            at++;
        }
        return isMonthName(text.sub(month, at)) ? yearAfter(at) : -1;
    }

    private int suffix(int end) {
        var suffix = text.sub(end, end + 2).toLowerCase(Locale.ROOT);
        return List.of("st", "nd", "rd", "th").contains(suffix)
                ? end + 2
                : text.at(end) == '.' && text.at(end + 1) == ' ' ? end + 1 : end;
    }

    private int monthBefore(int day) {
        if (text.at(day - 1) != ' ') {
            return -1;
        }
        var end = text.at(day - 2) == '.' ? day - 2 : day - 1;
        var start = end;
        while (end - start < 10 && Text.isLatin(text.at(start - 1))) {
            start--;
        }
        return isMonthName(text.sub(start, end)) ? start : -1;
    }

    private int yearAfter(int end) {
        var at = end;
        while (at - end < 2 && (text.at(at) == ',' || text.at(at) == ' ' || text.at(at) == '.')) {
            at++;
        }
        return isYear(at) ? at + 4 : text.at(end - 1) == '.' ? end - 1 : end;
    }

    private int yearOrTime(Groups groups) {
        var start = groups.starts[0];
        var end = groups.ends[0];
        if (isYear(start)
                && !Text.isDigit(text.at(end + 1))
                && groups.size(0) == 4
                && text.sub(start - 8, start)
                        .toLowerCase(Locale.ROOT)
                        .matches("(?s).*\\b(a|in|since|from|until|of|by|year|during|and|the) ")) {
            return scan.found(start, text.at(end) == 's' ? end + 1 : end, Kind.DATE_TIME);
        }
        var isTime =
                groups.size(0) <= 2
                        && value(groups, 0) < 24
                        && text.at(end) == ':'
                        && Text.isDigit(text.at(end + 1))
                        && Text.isDigit(text.at(end + 2))
                        && !Text.isWord(text.at(end + 3));
        if (!isTime) {
            return -1;
        }
        var seconds =
                text.at(end + 3) == ':'
                        && Text.isDigit(text.at(end + 4))
                        && Text.isDigit(text.at(end + 5));
        return scan.found(start, seconds ? end + 6 : end + 3, Kind.DATE_TIME);
    }

    private boolean isYear(int at) {
        var century = text.sub(at, at + 2);
        return (century.equals("19") || century.equals("20"))
                && Text.isDigit(text.at(at + 2))
                && Text.isDigit(text.at(at + 3))
                && !Text.isDigit(text.at(at + 4));
    }

    private int value(Groups groups, int group) {
        return groups.size(group) > 4
                ? -1
                : Integer.parseInt(text.sub(groups.starts[group], groups.ends[group]));
    }

    private static boolean isMonthName(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        if (lower.length() < 3 || !MONTHS.contains(lower.substring(0, 3))) {
            return false;
        }
        return lower.length() == 3
                || lower.equals("sept")
                || List.of(
                                "january",
                                "february",
                                "march",
                                "april",
                                "june",
                                "july",
                                "august",
                                "september",
                                "october",
                                "november",
                                "december")
                        .contains(lower);
    }

    private static boolean isDay(int value) {
        return value >= 1 && value <= 31;
    }

    private static boolean isMonth(int value) {
        return value >= 1 && value <= 12;
    }
}
