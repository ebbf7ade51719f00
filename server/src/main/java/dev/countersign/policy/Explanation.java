package dev.countersign.policy;

import dev.countersign.policy.Policies.Said;
import dev.countersign.policy.Policy.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A verdict in words.
final class Explanation {
    private Explanation() {}

    static String of(
            List<Said> said,
            List<PolicyVerdict.Matched> matched,
            Outcome outcome,
            Map<Attribute, Object> minimal) {
        var because =
                minimal.isEmpty()
                        ? ""
                        : " because "
                                + minimal.entrySet().stream()
                                        .map(e -> e.getKey().key() + value(e.getValue()))
                                        .collect(Collectors.joining(" and "));
        var decisive = matched.stream().filter(PolicyVerdict.Matched::decisive).findFirst();
        if (decisive.isEmpty()) {
            return "no policy speaks, so a person decides" + because;
        }
        var rule =
                said.stream()
                        .filter(s -> s.rule().id().equals(decisive.get().rule()))
                        .findFirst()
                        .orElseThrow();
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

    private static String value(Object value) {
        var text = String.valueOf(value);
        if (text.isEmpty() || text.equals("[]")) {
            return " is not told";
        }
        return " is `" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "`";
    }
}
