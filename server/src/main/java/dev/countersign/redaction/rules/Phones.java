package dev.countersign.redaction.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Phone numbers by the numbering plans of libphonenumber. Parsing costs microseconds, so only
/// candidates that look like a phone number get there.
public final class Phones {
    static final String[] WORDS = {
        "phone",
        "call",
        "tel",
        "mobile",
        "cell",
        "number is",
        "reach",
        "whatsapp",
        "fax",
        "sms",
        "text me",
        "dial",
        "ring",
        "handy",
        "answering",
        "contact",
        "registered",
        "messages to"
    };
    private static final int LONGEST = 28;
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final Set<Integer> COUNTRIES = PLANS.getSupportedCallingCodes();

    private final List<String> regions;

    public Phones(List<String> regions) {
        this.regions = List.copyOf(regions);
    }

    /// @return the end of the number that starts at `i`, -1 where there is none
    int endOf(Text text, int i) {
        var end = i;
        var digits = 0;
        var open = 0;
        while (end - i < LONGEST && digits <= 16) {
            var c = text.at(end);
            if (Text.isDigit(c)) {
                digits++;
            } else if (c == '(' || c == ')') {
                open++;
            } else if (c != '+' && c != ' ' && c != '-' && c != '.' && c != '/') {
                break;
            }
            if ((c == ' ' || c == '-' || c == '.')
                    && !Text.isDigit(text.at(end + 1))
                    && text.at(end + 1) != '(') {
                break;
            }
            if (c == '+' && end > i || open > 2) {
                break;
            }
            end++;
        }
        // A number can be followed by other digits: try without the last group, then without two.
        for (var tries = 0; tries < 3 && end > i; tries++) {
            while (end > i && !Text.isDigit(text.at(end - 1))) {
                end--;
            }
            var candidate = text.sub(i, end);
            if (!Text.isWord(text.at(end)) && text.judgedOnce(candidate, this::isNumber)) {
                return withExtension(text, end);
            }
            while (end > i && Text.isDigit(text.at(end - 1))) {
                end--;
            }
        }
        return -1;
    }

    /// A number without `+`: believed when its groups or the words before say so.
    int national(Text text, int i, Groups groups) {
        var digits = groups.digits(text, groups.count).length();
        if (digits < 7 || groups.separators[0] == '/') {
            return -1;
        }
        var told = text.near(i, WORDS);
        var typical =
                groups.isShaped(3, 3, 4)
                        || groups.isShaped(1, 3, 3, 4)
                        || (groups.count > 1
                                && text.at(i) == '0'
                                && groups.size(0) > 1
                                && groups.separators[0] != '.');
        if (!told && !typical) {
            return -1;
        }
        var end = endOf(text, i);
        if (end > 0) {
            return end;
        }
        var last = groups.ends[groups.count - 1];
        var plausible =
                told
                        && groups.count > 1
                        && digits <= 13
                        && groups.separators[0] != '.'
                        && !Text.isWord(text.at(last));
        return plausible ? last : -1;
    }

    private boolean isNumber(String candidate) {
        var digits = candidate.chars().filter(c -> c >= '0' && c <= '9').count();
        if (digits < 7 || digits > 16) {
            return false;
        }
        if (candidate.charAt(0) == '+') {
            return isPossible(candidate);
        }
        for (var region : regions) {
            if (isValid(candidate, region)) {
                return true;
            }
        }
        return false;
    }

    // A `+` and a country's code say enough; new ranges are valid before the plans know them.
    static boolean isPossible(String candidate) {
        var plain = international(candidate);
        return plain != null && isPossible(plain) || isPossibleWhenParsed(candidate);
    }

    private static boolean isPossible(PhoneNumber number) {
        return PLANS.isPossibleNumberWithReason(number)
                == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
    }

    static boolean isPossibleWhenParsed(String candidate) {
        try {
            return isPossible(PLANS.parse(candidate, "ZZ"));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /// The number of `+`, a country's code and digits, which needs none of the parser's patterns;
    /// null where brackets or a leading zero want the parser.
    private static @Nullable PhoneNumber international(String candidate) {
        var value = 0L;
        var country = 0;
        var digits = 0;
        for (var i = 1; i < candidate.length(); i++) {
            var c = candidate.charAt(i);
            if (c == '(' || c == ')' || c == '+') {
                return null;
            }
            if (!Text.isDigit(c)) {
                continue;
            }
            if (country == 0) {
                value = value * 10 + (c - '0');
                if (++digits > 3) {
                    return null;
                }
                if (COUNTRIES.contains((int) value)) {
                    country = (int) value;
                    value = 0;
                    digits = 0;
                }
            } else if (digits == 0 && c == '0') {
                return null;
            } else {
                value = value * 10 + (c - '0');
                digits++;
            }
        }
        return country == 0
                ? null
                : new PhoneNumber().setCountryCode(country).setNationalNumber(value);
    }

    private static boolean isValid(String candidate, String region) {
        try {
            return PLANS.isValidNumber(PLANS.parse(candidate, region));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /// `x123`, `ext. 45` belong to the number.
    private static int withExtension(Text text, int end) {
        var at = end;
        while (at - end < 2 && text.at(at) == ' ') {
            at++;
        }
        if ((text.at(at) | 0x20) == 'e') {
            while (at - end < 12
                    && (Text.isLatin(text.at(at)) || text.at(at) == '.' || text.at(at) == ' ')) {
                at++;
            }
        } else if ((text.at(at) | 0x20) == 'x') {
            at++;
        } else {
            return end;
        }
        var from = at;
        while (at - from < 7 && Text.isDigit(text.at(at))) {
            at++;
        }
        return at > from && at - from < 7 ? at : end;
    }
}
