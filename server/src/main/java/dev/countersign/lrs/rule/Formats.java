package dev.countersign.lrs.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The forms of single values.
public final class Formats {
    private static final Pattern IRI =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s\\p{Cntrl}<>\"{}|\\\\^`]+");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern MAILTO = Pattern.compile("mailto:[^@\\s:]+@[^@\\s]+");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern SHA2 = Pattern.compile("([0-9a-fA-F]{8}){7,16}");
    private static final Pattern MEDIA =
            Pattern.compile("[^\\s/;\\p{Cntrl}]+/[^\\s/;\\p{Cntrl}]+( *;[^\\p{Cntrl}]*)?");
    private static final Pattern DURATION =
            Pattern.compile(
                    "P(?=.)(\\d+W|(\\d+(\\.\\d+)?Y)?(\\d+(\\.\\d+)?M)?(\\d+(\\.\\d+)?D)?"
                            + "(T(?=.)(\\d+(\\.\\d+)?H)?(\\d+(\\.\\d+)?M)?(\\d+(\\.\\d+)?S)?)?)");
    private static final Pattern HUNDREDTHS = Pattern.compile("(\\.\\d\\d)\\d+S$");
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d)?)(?:[.,](\\d+))?"
                            + "(Z|[+-]\\d\\d(?::?\\d\\d)?)?");

    private Formats() {}

    public static boolean isIri(String text) {
        return IRI.matcher(text).matches();
    }

    public static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    static boolean isMailto(String text) {
        return MAILTO.matcher(text).matches();
    }

    static boolean isSha1(String text) {
        return SHA1.matcher(text).matches();
    }

    static boolean isSha2(String text) {
        return SHA2.matcher(text).matches();
    }

    static boolean isMediaType(String text) {
        return MEDIA.matcher(text).matches();
    }

    static boolean isDuration(String text) {
        return DURATION.matcher(text).matches();
    }

    /// A duration as it counts where two are compared: to hundredths of a second.
    static String comparable(String duration) {
        return HUNDREDTHS.matcher(duration).replaceFirst("$1S");
    }

    static boolean isLanguage(String tag) {
        try {
            new Locale.Builder().setLanguageTag(tag);
            return !tag.isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /// A moment; without a zone it is UTC. A zone of minus nothing says that the zone is not known,
    /// which xAPI does not take.
    public static Optional<Instant> time(String text) {
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var zone = parts.group(3) == null ? "Z" : parts.group(3);
        if (zone.matches("-00(:?00)?")) {
            return Optional.empty();
        }
        try {
            var fraction = parts.group(2) == null ? "" : parts.group(2);
            var nanos = (fraction + "000000000").substring(0, 9);
            return Optional.of(
                    LocalDateTime.parse(parts.group(1))
                            .withNano(Integer.parseInt(nanos))
                            .toInstant(ZoneOffset.of(zone)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The moment in UTC; what is in UTC already stays as it was written.
    static String utc(String text) {
        return text.endsWith("Z") ? text : time(text).map(Formats::written).orElse(text);
    }

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter NANOS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// With milliseconds at least, and with as much more as there is.
    public static String written(Instant at) {
        var nanos = at.atOffset(ZoneOffset.UTC).getNano();
        var form = nanos % 1_000_000 == 0 ? MILLIS : nanos % 1_000 == 0 ? MICROS : NANOS;
        return form.format(at);
    }
}
