package dev.countersign.kernel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Makes ids that sort by time: prefix, dash, 26 Crockford characters (ULID: 48 bits of
/// milliseconds, 80 random bits). Safe for use by many threads if the generator is.
public final class Ids {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final InstantSource clock;
    private final RandomGenerator random;

    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// Sorts before every id of this prefix made at `at` or later, and after every earlier one.
    public static String first(String prefix, Instant at) {
        var out = new char[prefix.length() + 11];
        start(out, prefix, Math.max(0, at.toEpochMilli()));
        return new String(out);
    }

    /// @param prefix says what the id names, for example `case`
    public String next(String prefix) {
        var out = new char[prefix.length() + 27];
        var at = prefix.length() + 1;
        start(out, prefix, clock.millis());
        long high = random.nextLong();
        long low = random.nextLong();
        for (var i = 0; i < 8; i++) {
            out[at + 10 + i] = ALPHABET[(int) (high >>> (i * 5)) & 31];
            out[at + 18 + i] = ALPHABET[(int) (low >>> (i * 5)) & 31];
        }
        return new String(out);
    }

    private static void start(char[] out, String prefix, long millis) {
        prefix.getChars(0, prefix.length(), out, 0);
        out[prefix.length()] = '-';
        var at = prefix.length() + 1;
        var time = millis;
        for (var i = 9; i >= 0; i--) {
            out[at + i] = ALPHABET[(int) (time & 31)];
            time >>>= 5;
        }
    }
}
