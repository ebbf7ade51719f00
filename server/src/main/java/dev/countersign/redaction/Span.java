package dev.countersign.redaction;

/// Where something was found.
///
/// @param start offset of its first char, counted in UTF-16 chars
/// @param end offset after its last char, greater than `start`
public record Span(int start, int end, Kind kind) {
    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("empty span `" + start + ".." + end + "`");
        }
    }

    public int length() {
        return end - start;
    }

    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }
}
