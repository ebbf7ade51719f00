package dev.countersign.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Bundles;
import dev.countersign.bundle.Feedback;
import dev.countersign.bundle.FeedbackDesk;
import dev.countersign.bundle.Review;
import dev.countersign.change.Changes;
import dev.countersign.kernel.Finding;
import dev.countersign.policy.Analyst;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policy;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The policies in force, what they would say, and changes to them.
public final class PolicyResources {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Bundles bundles;
    private final Analyst analyst;
    private final Changes changes;
    private final FeedbackDesk feedback;
    private final InstantSource clock;

    public PolicyResources(
            Bundles bundles,
            Analyst analyst,
            Changes changes,
            FeedbackDesk feedback,
            InstantSource clock) {
        this.bundles = bundles;
        this.analyst = analyst;
        this.changes = changes;
        this.feedback = feedback;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/v1/policies", this::list);
        web.get(
                "/v1/policies/analysis",
                e ->
                        e.json(
                                200,
                                Map.of(
                                        "findings",
                                        bundles.inForce()
                                                .map(b -> analyst.whole(b.files(), clock.instant()))
                                                .orElse(List.of()))));
        web.post("/v1/policies", this::propose);
        web.post("/v1/policies/check", e -> e.json(200, checked(bundles.wrong(files(e.json())))));
        web.post("/v1/policies/explain", this::explain);
        web.get(
                "/v1/policies/review",
                e ->
                        e.json(
                                200,
                                Map.of(
                                        "policies",
                                        bundles.review().stream()
                                                .map(PolicyResources::shown)
                                                .toList())));
        web.get(
                "/v1/policies/feedback",
                e ->
                        e.json(
                                200,
                                Map.of(
                                        "feedback",
                                        feedback.all().stream()
                                                .map(PolicyResources::shown)
                                                .toList())));
        web.post("/v1/policies/feedback", this::write);
        web.post("/v1/policies/feedback/:id/answer", this::answer);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "bundle",
                        bundles.inForce().map(Bundle::id).orElse(""),
                        "files",
                        bundles.inForce()
                                .map(b -> (Map<String, String>) b.files())
                                .orElse(Map.of()),
                        "policies",
                        bundles.inForce().map(Bundle::set).stream()
                                .flatMap(s -> s.policies().all().stream())
                                .map(PolicyResources::shown)
                                .toList()));
    }

    private static Map<String, Object> shown(Policy p) {
        var out = new LinkedHashMap<String, Object>();
        out.put("policy", p.id());
        out.put("version", p.version());
        p.from().ifPresent(f -> out.put("valid_from", f.toString()));
        p.until().ifPresent(u -> out.put("valid_until", u.toString()));
        out.put("owner", p.owner());
        out.put("priority", p.priority());
        out.put("action", p.action().name().toLowerCase(Locale.ROOT));
        out.put("rules", p.rules().stream().map(p::inWords).toList());
        return out;
    }

    private static Map<String, Object> shown(Review.Line line) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var row : line.versions()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("version", row.version());
            out.put("since", row.since().toString());
            out.put("days", (long) Math.floor(row.days()));
            out.put("denied", row.denied());
            out.put("escalated", row.escalated());
            out.put("went_ahead", row.approved());
            out.put("exceptions_a_month", row.rate());
            rows.add(out);
        }
        return Map.of("policy", line.policy(), "versions", rows, "sentence", line.sentence());
    }

    private void propose(Exchange e) {
        var body = new Fields(e.json());
        var proposed =
                changes.policies(
                        e.identity(), files(e.json()), body.text("why", ""), body.shadow());
        if (proposed.isPresent()) {
            e.json(202, ChangeResources.shown(proposed.get()));
        } else {
            e.json(201, Map.of("bundle", bundles.inForce().map(Bundle::id).orElse("")));
        }
    }

    private static Map<String, Object> checked(List<Finding> found) {
        return Map.of(
                "clean", found.isEmpty(), "findings", found.stream().map(Finding::asLine).toList());
    }

    private void explain(Exchange e) {
        Facts facts;
        try {
            facts =
                    Facts.of(
                            JSON.convertValue(
                                    e.json().path("facts"),
                                    new TypeReference<Map<String, Object>>() {}));
        } catch (IllegalArgumentException wrong) {
            throw Fields.wrong(String.valueOf(wrong.getMessage()));
        }
        var verdict = bundles.judge(facts, clock.instant());
        if (verdict.isEmpty()) {
            e.json(
                    200,
                    Map.of(
                            "outcome",
                            "escalate",
                            "spoken",
                            false,
                            "explanation",
                            "no policies are in force, so a person decides"));
            return;
        }
        var v = verdict.get();
        var minimal = new LinkedHashMap<String, Object>();
        v.minimal().forEach((attribute, value) -> minimal.put(attribute.key(), value));
        e.json(
                200,
                Map.of(
                        "outcome", v.outcome().name().toLowerCase(Locale.ROOT),
                        "spoken", v.spoken(),
                        "explanation", v.explanation(),
                        "suffices", minimal,
                        "rules", v.matched(),
                        "bundle", v.bundle()));
    }

    private static SortedMap<String, String> files(JsonNode body) {
        var files = body.path("files");
        if (!files.isObject()) {
            throw Fields.wrong("`files` must be an object of file names and texts");
        }
        var out = new TreeMap<String, String>();
        for (var file : files.properties()) {
            if (!file.getValue().isTextual() || !file.getKey().endsWith(".yaml")) {
                throw Fields.wrong("`files`: each name ends in .yaml, and each value is a text");
            }
            out.put(file.getKey(), file.getValue().textValue());
        }
        return out;
    }

    private void write(Exchange e) {
        var body = new Fields(e.json());
        e.json(
                201,
                shown(
                        feedback.write(
                                e.identity(),
                                body.text("policy"),
                                body.text("text"),
                                body.text("case", ""))));
    }

    private void answer(Exchange e) {
        var body = new Fields(e.json());
        feedback.answer(
                e.identity(), e.pathParam("id"), body.text("version", ""), body.text("text"));
        e.json(200, Map.of("feedback", e.pathParam("id")));
    }

    private static Map<String, Object> shown(Feedback f) {
        var out = new LinkedHashMap<String, Object>();
        out.put("feedback", f.id());
        out.put("policy", f.policy());
        out.put("version", f.version());
        out.put("author", f.author());
        out.put("text", f.text());
        out.put("case", f.caseId().orElse(""));
        out.put("state", f.state().name().toLowerCase(Locale.ROOT));
        out.put("answered_by_version", f.answer().map(Feedback.Answer::version).orElse(""));
        out.put(
                "answer",
                Optional.of(f).flatMap(Feedback::answer).map(Feedback.Answer::text).orElse(""));
        return out;
    }
}
