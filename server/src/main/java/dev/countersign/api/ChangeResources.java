package dev.countersign.api;

import dev.countersign.change.ChangeRequest;
import dev.countersign.change.Changes;
import dev.countersign.change.Shadow;
import dev.countersign.change.ShadowAsk;
import dev.countersign.change.WatchedCase;
import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
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
        web.get("/v1/changes/:id/shadow", this::watched);
        web.post("/v1/changes/:id/shadow/stop", e -> end(e, changes.shadowActs()::stop));
        web.post("/v1/changes/:id/shadow/live", e -> end(e, changes.shadowActs()::goLive));
    }

    @FunctionalInterface
    private interface Ending {
        void end(Identity by, String change, String why);
    }

    private void end(Exchange e, Ending ending) {
        var id = e.pathParam("id");
        ending.end(e.identity(), id, new Fields(e.json()).text("justification"));
        e.json(200, withShadow(require(id)));
    }

    /// Those that differ first.
    private void watched(Exchange e) {
        var change = require(e.pathParam("id"));
        if (!changes.shadowActs().mayLook(e.identity(), change)) {
            throw new Problem(
                            403,
                            "approvers-only",
                            "Not yours to see",
                            "the watched cases are shown to who proposed the change, signs it or"
                                    + " may propose policies",
                            "GET /v1/changes/" + change.id() + " has the figures")
                    .asException();
        }
        e.json(
                200,
                Map.of(
                        "cases",
                        changes.shadows().watched(change.id(), ShadowAsk.MOST_CASES).stream()
                                .map(ChangeResources::shown)
                                .toList()));
    }

    private static Map<String, Object> shown(WatchedCase w) {
        var out = new LinkedHashMap<String, Object>();
        out.put("subject", w.subject());
        out.put("case", w.caseId().orElse(""));
        out.put("live", w.live());
        out.put("would", w.would());
        out.put("differs", w.differs());
        out.put("because", w.because());
        out.put("at", w.at().toString());
        return out;
    }

    private Map<String, Object> withShadow(ChangeRequest change) {
        var out = shown(change);
        changes.shadows().of(change.id()).ifPresent(s -> out.put("shadow", shown(s)));
        return out;
    }

    private static Map<String, Object> shown(Shadow s) {
        var out = new LinkedHashMap<String, Object>();
        out.put("cases", s.ask().cases());
        s.ask().limit().ifPresent(limit -> out.put("limit", limit));
        out.put("days", s.ask().days());
        out.put("watched", s.figures().watched());
        out.put("differed", s.figures().differed());
        s.began().ifPresent(at -> out.put("began_at", at.toString()));
        s.ends().ifPresent(at -> out.put("ends_at", at.toString()));
        s.end()
                .ifPresent(end -> {
                    out.put("ended_at", end.at().toString());
                    out.put("ended_by", end.by());
                    out.put("said", end.said());
                });
        return out;
    }

    private void one(Exchange e) {
        e.json(200, withShadow(require(e.pathParam("id"))));
    }

    private ChangeRequest require(String id) {
        return changes.find(id)
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-change",
                                        "No such change",
                                        "there is no change `" + id + "`",
                                        "GET /v1/changes lists them")
                                .asException());
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
