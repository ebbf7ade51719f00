package dev.countersign.api;

import dev.countersign.change.ChangeRequest;
import dev.countersign.change.Changes;
import dev.countersign.kernel.Problem;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Proposed changes. They are proposed by activating a version, and signed at the desk.
public final class ChangeResources {
    private static final int SHOWN = 200;

    private final Changes changes;

    public ChangeResources(Changes changes) {
        this.changes = changes;
    }

    public void mount(Web web) {
        web.get(
                "/v1/changes",
                e ->
                        e.json(
                                200,
                                Map.of(
                                        "signers",
                                        changes.signers(),
                                        "changes",
                                        changes.newest(SHOWN).stream()
                                                .map(ChangeResources::shown)
                                                .toList())));
        web.get("/v1/changes/:id", this::one);
    }

    private void one(Exchange e) {
        var id = e.pathParam("id");
        e.json(
                200,
                shown(
                        changes.find(id)
                                .orElseThrow(() ->
                                        new Problem(
                                                        404,
                                                        "unknown-change",
                                                        "No such change",
                                                        "there is no change `" + id + "`",
                                                        "GET /v1/changes lists them")
                                                .asException())));
    }

    static Map<String, Object> shown(ChangeRequest c) {
        var out = new LinkedHashMap<String, Object>();
        out.put("change", c.id());
        out.put("kind", c.kind().name().toLowerCase(Locale.ROOT));
        out.put("subject", c.subject());
        if (c.kind() == ChangeRequest.Kind.PROMPT) {
            out.put("version", c.version());
        }
        out.put("base", c.base());
        out.put("state", c.state().name().toLowerCase(Locale.ROOT));
        out.put("proposed_by", c.proposer());
        out.put("why", c.why());
        out.put("words", c.words());
        out.put("case", c.caseId());
        out.put("proposed_at", c.proposedAt().toString());
        return out;
    }
}
