package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import java.util.Locale;
import java.util.Map;

/// National ids and IBANs. An id whose check digit one order number in ten would pass is believed
/// only in its usual grouping or beside its name.
final class NationalIds {
    private static final Map<String, Integer> IBAN_LENGTHS = lengths();
    private final Scan scan;
    private final Text text;

    NationalIds(Text text, Scan scan) {
        this.scan = scan;
        this.text = text;
    }

    private static Map<String, Integer> lengths() {
        // Country code and length, from the SWIFT registry.
        var table =
                "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18"
                        + "FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32"
                        + "LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24"
                        + "RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";
        var lengths = new java.util.HashMap<String, Integer>();
        for (var i = 0; i < table.length(); i += 4) {
            lengths.put(table.substring(i, i + 2), Integer.valueOf(table.substring(i + 2, i + 4)));
        }
        return Map.copyOf(lengths);
    }

    /// An id whose first digit at `i` follows letters.
    int lettered(int i, int runEnd) {
        var start = i;
        while (i - start < 7 && Text.isLatin(text.at(start - 1))) {
            start--;
        }
        var letters = i - start;
        if (Text.isWord(text.at(start - 1)) || text.at(start - 1) == '_') {
            return -1;
        }
        var digits = runEnd - i;
        return switch (letters) {
            case 1 -> digits == 7 ? nie(start, i, runEnd) : -1;
            case 2 -> digits >= 2 ? ibanOrNino(start, i) : -1;
            case 6 -> digits == 2 ? codiceFiscale(start) : -1;
            default -> -1;
        };
    }

    private int ibanOrNino(int start, int i) {
        var country = text.sub(start, i).toUpperCase(Locale.ROOT);
        var length = IBAN_LENGTHS.get(country);
        if (length != null && scan.wants(Kind.IBAN)) {
            var compact = new StringBuilder();
            var at = start;
            while (compact.length() < length && at - start < 48) {
                var c = text.at(at);
                if (Text.isDigit(c) || Text.isLatin(c)) {
                    compact.append(Character.toUpperCase(c));
                } else if ((c != ' ' && c != '-') || !Text.isWord(text.at(at + 1))) {
                    break;
                }
                at++;
            }
            if (compact.length() == length
                    && !Text.isWord(text.at(at))
                    && Checks.mod97(compact.substring(4) + compact.substring(0, 4))) {
                return scan.found(start, at, Kind.IBAN);
            }
        }
        return nino(start, i, country);
    }

    /// `AB 12 34 56 C` where the 1 is at `i`.
    int spacedNino(int i) {
        var alone = Text.isUpper(text.at(i - 3)) && !Text.isWord(text.at(i - 4));
        return alone ? nino(i - 3, i, text.sub(i - 3, i - 1)) : -1;
    }

    private int nino(int start, int i, String prefix) {
        var at = i;
        for (var d = 0; d < 6; d++) {
            if (d > 0 && d % 2 == 0 && text.at(at) == ' ') {
                at++;
            }
            if (!Text.isDigit(text.at(at++))) {
                return -1;
            }
        }
        if (text.at(at) == ' ') {
            at++;
        }
        var suffix = text.at(at);
        var proper =
                suffix >= 'A'
                        && suffix <= 'D'
                        && "DFIQUV".indexOf(prefix.charAt(0)) < 0
                        && "DFIOQUV".indexOf(prefix.charAt(1)) < 0
                        && !Text.isWord(text.at(at + 1));
        return proper ? scan.found(start, at + 1, Kind.NATIONAL_ID) : -1;
    }

    private int nie(int start, int i, int end) {
        var first = "XYZ".indexOf(Character.toUpperCase(text.at(start)));
        var at = text.at(end) == '-' ? end + 1 : end;
        if (first < 0 || !Text.isLatin(text.at(at)) || Text.isWord(text.at(at + 1))) {
            return -1;
        }
        return Checks.dni(first + text.sub(i, end), text.at(at))
                ? scan.found(start, at + 1, Kind.NATIONAL_ID)
                : -1;
    }

    private int codiceFiscale(int start) {
        var code = text.sub(start, start + 16).toUpperCase(Locale.ROOT);
        if (code.length() < 16
                || Text.isWord(text.at(start + 16))
                || !Text.isLatin(code.charAt(8))) {
            return -1;
        }
        for (var i = 0; i < 16; i++) {
            if (!Text.isDigit(code.charAt(i)) && !Text.isUpper(code.charAt(i))) {
                return -1;
            }
        }
        return Checks.codiceFiscale(code) ? scan.found(start, start + 16, Kind.NATIONAL_ID) : -1;
    }

    /// An id that starts with a digit.
    int at(Groups groups) {
        if (!scan.wants(Kind.NATIONAL_ID)) {
            return -1;
        }
        var start = groups.starts[0];
        if (groups.count == 1 || groups.size(0) > 7) {
            return plain(groups.digits(text, 1), start, groups.ends[0]);
        }
        var dashOrSpace = groups.separators[0] == '-' || groups.separators[0] == ' ';
        if (dashOrSpace && groups.isShaped(3, 2, 4) && isUs(groups.digits(text, 3))) {
            return found(groups, 3);
        }
        if (groups.separators[0] == '.'
                && groups.count >= 4
                && groups.separators[1] == '.'
                && groups.size(0) == 3
                && groups.size(1) == 3
                && groups.size(2) == 3
                && groups.size(3) == 2
                && Checks.cpf(groups.digits(text, 4))) {
            return found(groups, 4);
        }
        if (!dashOrSpace) {
            return -1;
        }
        if (groups.isShaped(4, 4, 4)
                && text.at(start) > '1'
                && Checks.verhoeff(groups.digits(text, 3))) {
            return found(groups, 3);
        }
        if (groups.isShaped(2, 3, 3, 3) && Checks.steuerId(groups.digits(text, 4))) {
            return found(groups, 4);
        }
        if (groups.isShaped(3, 3, 4)
                && Checks.nhs(groups.digits(text, 3))
                && text.near(start, "nhs")) {
            return found(groups, 3);
        }
        if (groups.isShaped(3, 3, 3)
                && Checks.luhn(groups.digits(text, 3))
                && text.near(start, "sin", "social insurance")) {
            return found(groups, 3);
        }
        for (var count = 6; count <= 7; count++) {
            if (groups.count >= count && groups.size(0) == 1) {
                var digits = groups.digits(text, count);
                if (digits.length() == 15 && Checks.nir(digits)) {
                    return found(groups, count);
                }
            }
        }
        return -1;
    }

    private int found(Groups groups, int count) {
        var end = groups.ends[count - 1];
        return Text.isWord(text.at(end)) ? -1 : scan.found(groups.starts[0], end, Kind.NATIONAL_ID);
    }

    private int plain(String digits, int start, int end) {
        var after = text.at(end);
        if (digits.length() == 8) {
            var at = after == '-' ? end + 1 : end;
            var isDni =
                    Text.isLatin(text.at(at))
                            && !Text.isWord(text.at(at + 1))
                            && Checks.dni(digits, text.at(at));
            return isDni ? scan.found(start, at + 1, Kind.NATIONAL_ID) : -1;
        }
        if (Text.isWord(after) || digits.length() < 9) {
            return -1;
        }
        var known =
                switch (digits.length()) {
                    case 9 ->
                            (isUs(digits) && text.near(start, "ssn", "social security", "itin"))
                                    || (Checks.bsn(digits)
                                            && text.near(start, "bsn", "burgerservice", "sofi"))
                                    || (Checks.luhn(digits)
                                            && text.near(start, "sin", "social insurance"));
                    case 10 -> Checks.nhs(digits) && text.near(start, "nhs");
                    case 11 ->
                            (Checks.pesel(digits) && text.near(start, "pesel"))
                                    || (Checks.cpf(digits) && text.near(start, "cpf"))
                                    || (Checks.steuerId(digits)
                                            && text.near(start, "steuer", "idnr", "tax id", "tin"));
                    case 12 ->
                            Checks.verhoeff(digits)
                                    && text.near(start, "aadhaar", "aadhar", "uidai");
                    case 15 -> Checks.nir(digits);
                    default -> false;
                };
        return known ? scan.found(start, end, Kind.NATIONAL_ID) : -1;
    }

    /// A US social security number, or a taxpayer's number (ITIN).
    private static boolean isUs(String digits) {
        var area = Integer.parseInt(digits.substring(0, 3));
        var group = Integer.parseInt(digits.substring(3, 5));
        var serial = Integer.parseInt(digits.substring(5));
        if (area >= 900) {
            return group >= 50 && group <= 65
                    || group >= 70 && group <= 88
                    || group >= 90 && group != 93;
        }
        return area != 0 && area != 666 && group != 0 && serial != 0;
    }
}
