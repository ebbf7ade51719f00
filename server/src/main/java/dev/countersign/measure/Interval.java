package dev.countersign.measure;

/// How sure a share is. Pure.
///
/// @param low of 1, `high` of 1
public record Interval(double low, double high) {
    private static final double Z = 1.959963984540054;

    /// The 95 % score interval of a share (E. B. Wilson, 1927).
    ///
    /// @param hits of `of`, which is above 0
    public static Interval wilson(double hits, int of) {
        var p = hits / of;
        var zz = Z * Z / of;
        var middle = p + zz / 2;
        var half = Z * Math.sqrt(p * (1 - p) / of + zz / (4 * of));
        return new Interval(
                Math.max(0, (middle - half) / (1 + zz)), Math.min(1, (middle + half) / (1 + zz)));
    }

    public boolean meets(Interval other) {
        return low <= other.high && other.low <= high;
    }

    /// The 95 % interval of `b - a`, two independent shares (R. G. Newcombe 1998, method 10).
    static Interval difference(double a, int ofA, double b, int ofB) {
        var wa = wilson(a * ofA, ofA);
        var wb = wilson(b * ofB, ofB);
        var d = b - a;
        return new Interval(
                d - Math.hypot(b - wb.low, wa.high - a), d + Math.hypot(wb.high - b, a - wa.low));
    }
}
