package dev.countersign.redaction.rules;

/// Digit groups that follow each other with one separator between: `4111 1111`, `2024-10-12`.
final class Groups {
    static final int MOST = 12;
    private static final int LONGEST = 48;

    final int[] starts = new int[MOST];
    final int[] ends = new int[MOST];
    final char[] separators = new char[MOST];
    int count;

    private Groups() {}

    static Groups at(Text text, int i) {
        var groups = new Groups();
        var from = i;
        while (groups.count < MOST && from - i < LONGEST) {
            var end = from;
            while (end - from <= LONGEST && Text.isDigit(text.at(end))) {
                end++;
            }
            groups.starts[groups.count] = from;
            groups.ends[groups.count] = end;
            groups.count++;
            var separator = text.at(end);
            if (" -./".indexOf(separator) < 0 || !Text.isDigit(text.at(end + 1))) {
                break;
            }
            groups.separators[groups.count - 1] = separator;
            from = end + 1;
        }
        return groups;
    }

    int size(int group) {
        return ends[group] - starts[group];
    }

    /// The digits of the first `count` groups.
    String digits(Text text, int count) {
        var out = new StringBuilder();
        for (var g = 0; g < count; g++) {
            out.append(text.sub(starts[g], ends[g]));
        }
        return out.toString();
    }

    /// Whether the first groups have these sizes and one separator throughout.
    boolean isShaped(int... sizes) {
        if (count < sizes.length) {
            return false;
        }
        for (var g = 0; g < sizes.length; g++) {
            if (size(g) != sizes[g]
                    || (g > 0 && g < sizes.length - 1 && separators[g] != separators[0])) {
                return false;
            }
        }
        return true;
    }
}
