package dev.countersign.ui;

import java.util.Optional;
import java.util.regex.Pattern;

/// Which part of a file a request asks for (RFC 9110, section 14). Pure.
sealed interface ByteRange {
    Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// All of it: nothing was asked for, or something that need not be honoured.
    record Whole() implements ByteRange {}

    /// @param to the last byte and one
    record Part(long from, long to) implements ByteRange {}

    /// It begins behind the end.
    record None() implements ByteRange {}

    /// @param asked the header `range`
    /// @param current whether `if-range` is absent or names what there is now
    static ByteRange of(Optional<String> asked, boolean current, long length) {
        if (asked.isEmpty() || !current) {
            return new Whole();
        }
        var one = ONE.matcher(asked.get().replace(" ", ""));
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) {
            return new Whole();
        }
        if (one.group(1).isEmpty()) {
            var last = Long.parseLong(one.group(2));
            return last == 0 || length == 0
                    ? new None()
                    : new Part(Math.max(0, length - last), length);
        }
        var from = Long.parseLong(one.group(1));
        var to = one.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(one.group(2)) + 1;
        if (to <= from) {
            return new Whole();
        }
        return from >= length ? new None() : new Part(from, Math.min(to, length));
    }
}
