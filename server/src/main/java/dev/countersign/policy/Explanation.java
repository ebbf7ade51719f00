package dev.countersign.policy;

import dev.countersign.policy.Policies.Said;
import dev.countersign.policy.Policy.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A verdict in words.
final class Explanation {
    private Explanation() {}

    /// @param decides the rule that is named for it; empty where no policy speaks
    static String of(Optional<Said> decides, Outcome outcome, Map<Attribute, Object> minimal) {
        var because = new StringBuilder(256);
        for (var entry : minimal.entrySet()) {
            because.append(because.isEmpty() ? " because " : " and ").append(entry.getKey().key());
            value(because, entry.getValue());
        }
        if (decides.isEmpty()) {
            return "no policy speaks, so a person decides" + because;
        }
        var rule = decides.get();
        var lead =
                outcome.name().toLowerCase(Locale.ROOT)
                        + ": `"
                        + rule.rule().id()
                        + "` fits"
                        + because;
        if (rule.failed()) {
            return "escalate: `"
                    + rule.rule().id()
                    + "` could not be evaluated, so a person decides";
        }
        var exempt =
                rule.exemption()
                        .map(e ->
                                ", made milder by the exemption `"
                                        + e.id()
                                        + "` until "
                                        + e.expires())
                        .orElse("");
        return lead
                + exempt
                + (rule.rule().explanation().isEmpty() ? "" : ": " + rule.rule().explanation());
    }

    private static void value(StringBuilder out, Object value) {
        var text = String.valueOf(value);
        if (text.isEmpty() || text.equals("[]")) {
            out.append(" is not told");
            return;
        }
        out.append(" is `").append(text, 0, Math.min(80, text.length()));
        out.append(text.length() > 80 ? "…`" : "`");
    }
}
