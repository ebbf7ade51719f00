package dev.countersign.api;

import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.Drafts;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.policy.Rulebook;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Calls, ledger entries, checkpoints and evidence packs.
public final class RecordResources {
    private final Gateway gateway;
    private final Ledger ledger;
    private final Supplier<Optional<Rulebook>> rulebook;

    public RecordResources(Gateway gateway, Ledger ledger, Supplier<Optional<Rulebook>> rulebook) {
        this.gateway = gateway;
        this.ledger = ledger;
        this.rulebook = rulebook;
    }

    public void mount(Web web) {
        web.get("/v1/calls/:id", this::call);
        web.post("/v1/calls/:id/reveal", this::reveal);
        web.post("/v1/calls/:id/draft", this::draft);
        web.get(
                "/v1/ledger/checkpoint",
                e -> e.text(200, "text/plain; charset=utf-8", ledger.checkpoint()));
        web.get(
                "/v1/ledger/key",
                e -> e.text(200, "text/plain; charset=utf-8", ledger.verifierKey() + "\n"));
        web.get("/v1/ledger/entries", this::entries);
        web.get("/v1/evidence-pack", this::pack);
    }

    private void call(Exchange e) {
        var id = e.pathParam("id");
        var call =
                gateway.find(id)
                        .filter(c ->
                                c.personId().equals(e.identity().id())
                                        || mayRun(e.identity(), "prompt_log_export")
                                        || gateway.mayReveal(e.identity(), c))
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-call",
                                                "No such call",
                                                "there is no call `" + id + "` that you may see",
                                                "check the id")
                                        .asException());
        e.json(200, shown(call));
    }

    private void draft(Exchange e) {
        var body = new Fields(e.json());
        var settled =
                gateway.drafts()
                        .settle(
                                e.identity(),
                                e.pathParam("id"),
                                body.choice("outcome", Drafts.How.class),
                                body.text("text", ""));
        e.json(
                200,
                Map.of(
                        "call",
                        e.pathParam("id"),
                        "draft",
                        settled.how().name().toLowerCase(java.util.Locale.ROOT)));
    }

    private void reveal(Exchange e) {
        e.json(200, Map.of("originals", gateway.reveal(e.identity(), e.pathParam("id"))));
    }

    private void entries(Exchange e) {
        var before =
                e.param("before").isEmpty() ? Long.MAX_VALUE : Long.parseLong(e.param("before"));
        var limit = Math.clamp(e.intParam("limit", 50), 1, 1000);
        if (!mayRun(e.identity(), "evidence_pack") && !e.identity().has("administrator")) {
            throw needs("evidence_pack");
        }
        e.json(
                200,
                Map.of(
                        "size",
                        ledger.size(),
                        "entries",
                        ledger.page(before, limit, e.param("action")).stream()
                                .map(s -> {
                                    var out = new LinkedHashMap<String, Object>();
                                    out.put("id", s.id());
                                    out.put("index", s.index());
                                    out.put("at", s.at().toString());
                                    out.put("action", s.action());
                                    out.put("actor", s.actor());
                                    out.put("subject", s.subject());
                                    out.put("facts", s.facts());
                                    return out;
                                })
                                .toList()));
    }

    private void pack(Exchange e) {
        if (!mayRun(e.identity(), "evidence_pack")) {
            throw needs("evidence_pack");
        }
        var out = new ByteArrayOutputStream();
        var subject = e.param("subject");
        ledger.export(subject.isEmpty() ? List.of() : List.of(subject), out);
        e.download("evidence-pack.zip", "application/zip", out.toByteArray());
    }

    private boolean mayRun(Identity identity, String prompt) {
        return rulebook.get()
                .filter(r -> r.roleFor(identity.person().roles(), prompt).isPresent())
                .isPresent();
    }

    private static RuntimeException needs(String prompt) {
        return new Problem(
                        403,
                        "role",
                        "Your role does not include this",
                        "your roles do not include `" + prompt + "`",
                        "ask the compliance liaison for a pack")
                .asException();
    }

    private static Map<String, Object> shown(CallRecord c) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", c.id());
        out.put("person", c.personId());
        out.put("role", c.role());
        out.put("prompt", c.promptReference());
        out.put("upstream", c.upstream());
        out.put("model", c.model());
        out.put("model_version", c.modelVersion());
        out.put("region", c.region());
        out.put("no_training", c.noTraining());
        out.put("playbook", c.playbookVersion());
        out.put("state", c.state().name().toLowerCase(java.util.Locale.ROOT));
        out.put("request", c.requestText());
        out.put("request_digest", c.requestDigest());
        out.put(
                "answer",
                c.state() == dev.countersign.gateway.CallState.RELEASED
                        ? c.answerText().orElse(null)
                        : null);
        out.put("answer_digest", c.answerDigest().orElse(null));
        out.put("confidence", c.confidence().orElse(null));
        out.put("recipe", c.recipe().orElse(null));
        out.put("redactions", c.redactions());
        out.put("because", c.reasons());
        out.put("case", c.caseId().orElse(null));
        out.put("created_at", c.createdAt().toString());
        out.put("settled_at", c.settledAt().map(Object::toString).orElse(null));
        return out;
    }
}
