package dev.countersign.redaction;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a span is. The name is the label in its token: `<EMAIL_1>`.
public enum Kind {
    EMAIL,
    PHONE,
    CARD,
    IBAN,
    NATIONAL_ID,
    DRIVER_LICENCE,
    IP,
    URL_CREDENTIAL,
    SECRET,
    DATE_OF_BIRTH,
    PERSON,
    PLACE,
    ORGANISATION,
    STREET_ADDRESS,
    ZIP,
    AGE,
    DATE_TIME,
    NATIONALITY,
    TITLE,
    URL,
    /// A run too long to judge (16 KiB without a place to cut), masked to be safe.
    OPAQUE,
    /// Text that looks like one of our tokens but was written by somebody else.
    PLACEHOLDER;

    private static final Set<Kind> BY_DEFAULT =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            EMAIL,
                            PHONE,
                            CARD,
                            IBAN,
                            NATIONAL_ID,
                            DRIVER_LICENCE,
                            IP,
                            URL_CREDENTIAL,
                            SECRET,
                            DATE_OF_BIRTH,
                            PERSON));

    /// The kinds masked unless a playbook says otherwise. Plain dates, order numbers, runbook URLs,
    /// places and organisations stay: an operations text without them says nothing.
    public static Set<Kind> maskedByDefault() {
        return BY_DEFAULT;
    }

    /// Every kind that a finder can report.
    public static Set<Kind> all() {
        return Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(OPAQUE, PLACEHOLDER)));
    }
}
