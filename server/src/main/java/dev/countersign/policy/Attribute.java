package dev.countersign.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a policy may ask about a case. Total: each has a default, so that a rule never meets a
/// missing value.
public enum Attribute {
    CATEGORY(Kind.NAME, "", "category of the exception"),
    SUBTYPE(Kind.NAME, "", "its sub-type, for example `A`"),
    SEVERITY(Kind.NAME, "P4", "`P1` (now) to `P4`"),
    SERVICE(Kind.NAME, "", "the service concerned"),
    TEAM(Kind.NAME, "", "the team that owns it"),
    ENVIRONMENT(Kind.NAME, "", "for example `production`"),
    RULE(Kind.NAME, "", "the check that was violated"),
    CUSTOMER_TIER(Kind.NAME, "", "for example `enterprise`"),
    REQUESTER_ROLE(Kind.NAME, "", "the role of the one who asks"),
    TAGS(Kind.NAMES, List.of(), "tags of the service"),
    DATA_CLASSES(Kind.NAMES, List.of(), "classes of data touched, for example `personal`"),
    REQUEST(Kind.TEXT, "", "what was asked, masked"),
    TEXT(Kind.TEXT, "", "the answer or the exception's text, masked"),
    CONFIDENCE(Kind.NUMBER, -1.0, "0 to 1; -1 where the answer came without one"),
    AMOUNT(Kind.NUMBER, 0.0, "money at stake, in the organisation's currency"),
    RETENTION_DAYS(Kind.WHOLE, 0L, "days that records are kept"),
    REQUESTED_DAYS(Kind.WHOLE, 0L, "days for which the exception is asked"),
    AFFECTED_CUSTOMERS(Kind.WHOLE, 0L, "how many customers notice"),
    MINUTES_OPEN(Kind.WHOLE, 0L, "minutes since the incident began"),
    LOCAL_HOUR(Kind.WHOLE, 0L, "0 to 23 in the organisation's calendar"),
    BUSINESS_DAY(Kind.FLAG, true, "whether it is a working day there");

    /// NAME is compared whole, TEXT is searched.
    public enum Kind {
        NAME,
        NAMES,
        TEXT,
        NUMBER,
        WHOLE,
        FLAG
    }

    private static final Map<String, Attribute> BY_NAME =
            Stream.of(values()).collect(Collectors.toMap(Attribute::key, Function.identity()));

    private final String key = name().toLowerCase(Locale.ROOT);
    private final Kind kind;

    // A text, a number, a flag or an empty list, none of which changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Object standard;

    private final String meaning;

    Attribute(Kind kind, Object standard, String meaning) {
        this.kind = kind;
        this.standard = standard;
        this.meaning = meaning;
    }

    /// As policies write it.
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    public Object standard() {
        return standard;
    }

    public String meaning() {
        return meaning;
    }

    public static java.util.Optional<Attribute> of(String key) {
        return java.util.Optional.ofNullable(BY_NAME.get(key));
    }

    /// The value as this attribute holds it.
    ///
    /// @throws IllegalArgumentException a sentence, where the value does not fit
    Object checked(Object value) {
        var wrong = "`" + key + "` is a " + kind.name().toLowerCase(Locale.ROOT) + ", not `";
        return switch (kind) {
            case NAME, TEXT -> {
                if (value instanceof String text && text.length() <= Facts.MAX_CHARACTERS) {
                    yield text;
                }
                throw new IllegalArgumentException(
                        value instanceof String
                                ? "`" + key + "` is longer than " + Facts.MAX_CHARACTERS
                                : wrong + value + "`");
            }
            case NAMES -> {
                if (value instanceof List<?> list
                        && list.size() <= 1_000
                        && list.stream().allMatch(String.class::isInstance)) {
                    yield list.stream().map(String.class::cast).toList();
                }
                throw new IllegalArgumentException(wrong + value + "`");
            }
            case NUMBER -> {
                if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                    // Minus zero becomes zero, of which there is then one.
                    yield number.doubleValue() + 0.0;
                }
                throw new IllegalArgumentException(wrong + value + "`");
            }
            case WHOLE -> {
                if (value instanceof Long || value instanceof Integer) {
                    yield ((Number) value).longValue();
                }
                throw new IllegalArgumentException(wrong + value + "`");
            }
            case FLAG -> {
                if (value instanceof Boolean) {
                    yield value;
                }
                throw new IllegalArgumentException(wrong + value + "`");
            }
        };
    }
}
