package dev.countersign.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.action.ActionRequest;
import dev.countersign.action.Actions;
import dev.countersign.action.Asking;
import dev.countersign.policy.ActionRule;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Actions that need an approval: ask, look, carry out.
public final class ActionResources {
    private static final int SHOWN = 200;

    private final Actions actions;

    public ActionResources(Actions actions) {
        this.actions = actions;
    }

    public void mount(Web web) {
        web.get("/v1/actions", this::open);
        web.get("/v1/actions/requests", this::mine);
        web.get(
                "/v1/actions/requests/:id",
                e -> e.json(200, shown(actions.find(e.identity(), e.pathParam("id")))));
        web.post("/v1/actions/:name", this::ask);
    }

    private void open(Exchange e) {
        e.json(
                200,
                Map.of("actions", actions.open(e.identity()).stream().map(this::rule).toList()));
    }

    private void mine(Exchange e) {
        var limit = Math.clamp(e.intParam("limit", SHOWN), 1, SHOWN);
        e.json(
                200,
                Map.of(
                        "requests",
                        actions.of(e.identity(), limit).stream()
                                .map(ActionResources::shown)
                                .toList()));
    }

    /// With `approval` it carries out what was approved; without, it asks.
    private void ask(Exchange e) {
        var f = new Fields(e.json());
        var approval = f.text("approval", "");
        if (approval.isEmpty()) {
            var asked =
                    actions.ask(
                            e.identity(),
                            new Asking(
                                    e.pathParam("name"),
                                    parameters(f.node().path("parameters")),
                                    f.text("about", ""),
                                    f.text("reason", ""),
                                    key(e)));
            e.json(202, shown(asked));
            return;
        }
        var request = actions.find(e.identity(), approval);
        if (!request.action().equals(e.pathParam("name"))) {
            throw Fields.wrong("`" + approval + "` is a request for `" + request.action() + "`");
        }
        var given = f.node().path("parameters");
        var done =
                actions.carryOut(
                        e.identity(),
                        approval,
                        given.isMissingNode() ? Optional.empty() : Optional.of(parameters(given)));
        var out = shown(done.request());
        out.put("parameters", done.parameters());
        out.put("approved_by", done.approvedBy());
        e.json(200, out);
    }

    private static Optional<String> key(Exchange e) {
        var key = e.header("idempotency-key").map(String::strip).filter(k -> !k.isEmpty());
        if (key.filter(k -> k.length() > 200).isPresent()) {
            throw Fields.wrong("`Idempotency-Key` has more than 200 characters");
        }
        return key;
    }

    private static Map<String, String> parameters(JsonNode node) {
        if (!node.isObject()) {
            throw Fields.wrong("`parameters` must be an object of texts and numbers");
        }
        var out = new LinkedHashMap<String, String>();
        for (var field : node.properties()) {
            var value = field.getValue();
            if (!value.isValueNode() || value.isNull()) {
                throw Fields.wrong(
                        "`parameters." + field.getKey() + "` must be a text or a number");
            }
            out.put(
                    field.getKey(),
                    value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
        }
        return out;
    }

    private Map<String, Object> rule(ActionRule rule) {
        var out = new LinkedHashMap<String, Object>();
        out.put("action", rule.name());
        out.put("title", rule.title());
        out.put("approver_role", rule.approverRole());
        out.put(
                "parameters",
                rule.fields().stream()
                        .map(f -> {
                            var field = new LinkedHashMap<String, Object>();
                            field.put("name", f.name());
                            field.put("label", f.label());
                            field.put("kind", f.kind().name().toLowerCase(Locale.ROOT));
                            field.put("required", f.required());
                            if (!f.choices().isEmpty()) {
                                field.put("choices", f.choices());
                            }
                            return field;
                        })
                        .toList());
        return out;
    }

    private static Map<String, Object> shown(ActionRequest r) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", r.id());
        out.put("action", r.action());
        out.put("state", r.state().name().toLowerCase(Locale.ROOT));
        out.put("approver_role", r.approverRole());
        out.put("case", r.caseId());
        out.put("about", r.about());
        out.put("reason", r.reason());
        out.put("parameters", r.approved().orElse(r.parameters()));
        out.put("edited", r.edited());
        out.put("playbook", r.playbookVersion());
        out.put("asked_at", r.askedAt().toString());
        out.put("settled_at", r.settledAt().map(Object::toString).orElse(null));
        out.put("carried_out_at", r.carriedOutAt().map(Object::toString).orElse(null));
        return out;
    }
}
