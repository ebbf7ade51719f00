package dev.countersign.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether an edit changes what matters: an amount, or who gets it. Pure.
///
/// Amounts are numbers with a currency or a percent sign, and the values of lines such as `amount:
/// …`. Recipients are masked values (`<EMAIL_1>`), addresses, and the values of lines such as
/// `account: …`. Words are not weighed: half the fee for the whole fee is the editor's to answer
/// for.
final class Materiality {
    private static final String NUMBER = "\\d+(?:[.,]\\d+)*";
    private static final String CURRENCY =
            "(?:€|\\$|£|¥|\\b(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|euros?|dollars?|pounds?)\\b)";
    private static final Pattern AMOUNT =
            Pattern.compile(
                    CURRENCY
                            + "\\s?"
                            + NUMBER
                            + "|"
                            + NUMBER
                            + "\\s?(?:"
                            + CURRENCY
                            + "|%)"
                            + "|(?m)^\\s*(?:amount|price|sum|total|percent|currency)\\s*:.*$",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern RECIPIENT =
            Pattern.compile(
                    "<[A-Z_]+_\\d+>|[\\w.+-]+@[\\w-]+\\.[\\w.]+"
                            + "|(?m)^\\s*(?:account|recipient|payee|customer|beneficiary|iban|to|category)\\s*:.*$");

    private Materiality() {}

    static boolean differ(String proposed, String edited) {
        return !found(AMOUNT, proposed).equals(found(AMOUNT, edited))
                || !found(RECIPIENT, proposed).equals(found(RECIPIENT, edited));
    }

    /// In order of size, so that moving a sentence changes nothing.
    private static List<String> found(Pattern pattern, String text) {
        var out = new ArrayList<String>();
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            out.add(matcher.group().strip().toLowerCase(Locale.ROOT).replace(",", ""));
        }
        out.sort(null);
        return out;
    }
}
