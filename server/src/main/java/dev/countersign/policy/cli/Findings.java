package dev.countersign.policy.cli;

import dev.countersign.policy.Facts;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Found;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What was found, as people and as programs read it.
final class Findings {
    private Findings() {}

    static String line(PolicySet set, Found found, Instant at) {
        var place = set.place(found.rule(), at);
        var example = found.example().map(Facts::told).map(t -> "; for example " + t).orElse("");
        return (place.isEmpty() ? "" : place + ": ")
                + (found.kind().isDefect() ? "" : "note: ")
                + found.sentence()
                + example;
    }

    static Map<String, Object> told(PolicySet set, Found found, Instant at) {
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", found.kind().name().toLowerCase(Locale.ROOT));
        out.put("defect", found.kind().isDefect());
        out.put("place", set.place(found.rule(), at));
        out.put("rule", found.rule());
        out.put("other", found.other());
        out.put("sentence", found.sentence());
        found.example().ifPresent(facts -> out.put("example", facts.told()));
        found.when().ifPresent(when -> out.put("when", when.toString()));
        return out;
    }
}
