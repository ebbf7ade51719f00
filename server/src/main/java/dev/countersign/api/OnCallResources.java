package dev.countersign.api;

import dev.countersign.gate.Eligibility;
import dev.countersign.gate.Eligibility.Standing;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `GET /v1/on-call/eligibility`: who may be on call, and what the others lack. Those who plan see
/// everybody, everybody sees themselves.
public final class OnCallResources {
    public static final List<String> PLANS =
            List.of(
                    "ops_manager",
                    "programme_manager",
                    "incident_commander",
                    "mentor",
                    "process_quality",
                    "compliance_liaison");

    private static final Pattern WAY = Pattern.compile(" (/[a-z][\\w./-]*\\w)");

    private final Eligibility eligibility;

    public OnCallResources(Eligibility eligibility) {
        this.eligibility = eligibility;
    }

    public void mount(Web web) {
        web.get("/v1/on-call/eligibility", this::list);
    }

    private void list(Exchange e) {
        var all = e.identity().hasAny(PLANS);
        e.json(
                200,
                Map.of(
                        "asked",
                        eligibility.isAsked(),
                        "people",
                        eligibility.everybody().stream()
                                .filter(s -> all || s.person().id().equals(e.identity().id()))
                                .map(OnCallResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Standing s) {
        var out = new LinkedHashMap<String, Object>();
        out.put("person", s.person().id());
        out.put("name", s.person().name());
        out.put("may", s.may());
        out.put("missing", s.missing().stream().map(OnCallResources::missing).toList());
        return out;
    }

    private static Map<String, Object> missing(String sentence) {
        var way = WAY.matcher(sentence);
        var href = "";
        while (way.find()) {
            href = way.group(1);
        }
        return Map.of("condition", sentence, "href", href);
    }
}
