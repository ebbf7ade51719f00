package dev.countersign.sop;

import dev.countersign.playbook.Sop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How a procedure and a record are put to the tool, and how its answer is read. Pure.
final class Compliance {
    /// Stands alone on the line between the procedure and the record.
    static final String RECORD = "Record:";

    private static final Pattern LINE =
            Pattern.compile(
                    "^\\s*(\\d{1,2})\\s*[.):]\\s*(not followed|followed|cannot tell|can't"
                            + " tell)\\b[\\s:,.–-]*(?:[\"“](.*)[\"”])?.*$",
                    Pattern.CASE_INSENSITIVE);

    private Compliance() {}

    /// What a machine proposes of one step.
    record Proposed(Finding.Said said, String quote) {}

    static String question(Sop sop, String record) {
        var out = new StringBuilder(sop.id()).append(", ").append(sop.title()).append('\n');
        for (var i = 0; i < sop.steps().size(); i++) {
            out.append(i + 1).append(". ").append(sop.steps().get(i).text()).append('\n');
        }
        return out.append(RECORD).append('\n').append(record).toString();
    }

    /// One for each step, in their order. A step that the answer passes over, or speaks of twice in
    /// different words, is SILENT: nobody guesses what was meant.
    static List<Proposed> read(String answer, int steps) {
        var said = new HashMap<Integer, Proposed>();
        for (var line : answer.lines().toList()) {
            var found = LINE.matcher(line);
            if (!found.matches()) {
                continue;
            }
            var step = Integer.parseInt(found.group(1));
            var quote = found.group(3) == null ? "" : found.group(3).strip();
            var now = new Proposed(word(found.group(2)), quote);
            said.merge(
                    step,
                    now,
                    (was, next) -> was.equals(next) ? was : new Proposed(Finding.Said.SILENT, ""));
        }
        var out = new ArrayList<Proposed>();
        for (var step = 1; step <= steps; step++) {
            out.add(said.getOrDefault(step, new Proposed(Finding.Said.SILENT, "")));
        }
        return out;
    }

    private static Finding.Said word(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "followed" -> Finding.Said.FOLLOWED;
            case "not followed" -> Finding.Said.NOT_FOLLOWED;
            default -> Finding.Said.CANNOT_TELL;
        };
    }

    /// Whether the record has these very words; only white space may differ.
    static boolean verbatim(String record, String quote) {
        return !quote.isBlank() && plain(record).contains(plain(quote));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
