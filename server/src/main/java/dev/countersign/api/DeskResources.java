package dev.countersign.api;

import dev.countersign.desk.BulkDecision;
import dev.countersign.desk.CaseFacts;
import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Decision;
import dev.countersign.desk.Delegation;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.desk.Response;
import dev.countersign.desk.WrittenDecision;
import dev.countersign.intake.Intake;
import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.playbook.Playbooks;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Cases and the decisions about them.
public final class DeskResources {
    private final Desk desk;
    private final Intake intake;
    private final Playbooks playbooks;

    public DeskResources(Desk desk, Intake intake, Playbooks playbooks) {
        this.desk = desk;
        this.intake = intake;
        this.playbooks = playbooks;
    }

    public void mount(Web web) {
        web.get("/v1/cases", this::queue);
        web.get("/v1/cases/:id", e -> e.json(200, shown(readable(e), e.identity())));
        web.post("/v1/cases/:id/take", this::take);
        web.post("/v1/cases/:id/put-back", this::putBack);
        web.post("/v1/cases/:id/category", this::categorise);
        web.post("/v1/cases/:id/decision", this::decide);
        web.post("/v1/cases/:id/proposal", this::propose);
        web.get("/v1/proposals", this::proposals);
        web.post("/v1/proposals/:id/cosign", this::cosign);
        web.post("/v1/proposals/:id/send-back", this::sendBack);
        web.post("/v1/cases/:id/overturn", this::overturn);
        web.post("/v1/cases/:id/undo", this::undo);
        web.post("/v1/cases/:id/pause", this::pause);
        web.post("/v1/cases/:id/resume", this::resume);
        web.post("/v1/decisions", this::decideAll);
        web.get("/v1/delegations", e -> e.json(200, delegations(e)));
        web.post("/v1/delegations", this::delegate);
        web.delete("/v1/delegations/:id", this::endDelegation);
    }

    private void queue(Exchange e) {
        var limit = Math.clamp(e.intParam("limit", 50), 1, 500);
        var query =
                e.param("mine").equals("true")
                        ? CaseQuery.where().raisedBy(e.identity().id()).limit(limit)
                        : CaseQuery.queueOf(desk.reader(e.identity()).roles(), limit);
        e.json(
                200,
                Map.of(
                        "cases",
                        desk.query(query).stream().map(c -> shown(c, e.identity())).toList()));
    }

    private void take(Exchange e) {
        desk.take(e.pathParam("id"), e.identity());
        e.json(200, shown(readable(e), e.identity()));
    }

    private void putBack(Exchange e) {
        desk.release(e.pathParam("id"), e.identity());
        e.json(200, shown(readable(e), e.identity()));
    }

    private void categorise(Exchange e) {
        var id = readable(e).id();
        var f = new Fields(e.json());
        e.json(
                200,
                shown(
                        intake.categorise(
                                e.identity(), id, f.text("category"), f.text("subtype", "")),
                        e.identity()));
    }

    /// A decision that a mentor co-signs.
    private void propose(Exchange e) {
        var f = new Fields(e.json());
        var conditions = new LinkedHashMap<String, String>();
        for (var field : f.node().path("conditions").properties()) {
            conditions.put(field.getKey(), field.getValue().asText());
        }
        var proposal =
                desk.supervision()
                        .propose(
                                e.pathParam("id"),
                                f.number("version"),
                                new WrittenDecision(
                                        f.text("decision"),
                                        f.text("text", ""),
                                        f.text("to", ""),
                                        f.text("justification"),
                                        conditions),
                                e.identity());
        e.json(
                202,
                Map.of(
                        "proposal", proposal.id(),
                        "mentors", proposal.mentors(),
                        "because", proposal.because()));
    }

    private void proposals(Exchange e) {
        e.json(
                200,
                Map.of(
                        "proposals",
                        desk.supervision().waitingFor(e.identity()).stream()
                                .map(w ->
                                        Map.of(
                                                "id", w.proposal().id(),
                                                "case", w.proposal().caseId(),
                                                "learner", w.proposal().learner(),
                                                "decision", w.proposal().decision().chosen(),
                                                "justification",
                                                        w.proposal().decision().justification()))
                                .toList()));
    }

    private void cosign(Exchange e) {
        var f = new Fields(e.json());
        var decided =
                desk.supervision()
                        .cosign(e.identity(), e.pathParam("id"), f.text("words", ""), inForce());
        e.json(200, Map.of("case", decided.id(), "state", decided.state().name()));
    }

    private void sendBack(Exchange e) {
        desk.supervision()
                .sendBack(e.identity(), e.pathParam("id"), new Fields(e.json()).text("words"));
        e.json(200, Map.of("sent_back", true));
    }

    private void decide(Exchange e) {
        var f = new Fields(e.json());
        var decision = decision(f);
        e.json(
                200,
                shown(
                        desk.decide(
                                e.pathParam("id"),
                                f.number("version"),
                                decision,
                                e.identity(),
                                inForce()),
                        e.identity()));
    }

    private static Decision decision(Fields f) {
        var chosen = f.text("decision");
        if (!WrittenDecision.CHOICES.contains(chosen)) {
            throw Fields.wrong(
                    "`decision` must be one of " + String.join(", ", WrittenDecision.CHOICES));
        }
        var conditions = new LinkedHashMap<String, String>();
        for (var field : f.node().path("conditions").properties()) {
            conditions.put(field.getKey(), field.getValue().asText());
        }
        return new WrittenDecision(
                        chosen,
                        chosen.equals("edit_and_approve") ? f.text("text") : "",
                        chosen.equals("escalate") ? f.text("to") : "",
                        f.text("justification"),
                        conditions)
                .decision();
    }

    /// The same decision on several cases, each with its own record. With `preview`, nothing is
    /// decided and every case says what would happen.
    private void decideAll(Exchange e) {
        var f = new Fields(e.json());
        var cases = new ArrayList<BulkDecision.Chosen>();
        for (var item : f.node().path("cases")) {
            var chosen = new Fields(item);
            cases.add(new BulkDecision.Chosen(chosen.text("id"), chosen.number("version")));
        }
        var bulk = new BulkDecision(desk, cases, decision(f));
        var results =
                f.node().path("preview").asBoolean(false)
                        ? bulk.preview(e.identity())
                        : bulk.decide(e.identity(), inForce());
        e.json(
                200,
                Map.of(
                        "results",
                        results.stream()
                                .map(r -> {
                                    var out = new LinkedHashMap<String, Object>();
                                    out.put("case", r.id());
                                    out.put("title", r.title());
                                    out.put("done", r.refusal().isEmpty());
                                    out.put("why_not", r.refusal().orElse(null));
                                    return out;
                                })
                                .toList()));
    }

    private void pause(Exchange e) {
        var why = new Justification(new Fields(e.json()).text("justification"));
        desk.pause(e.pathParam("id"), why, e.identity());
        e.json(200, shown(readable(e), e.identity()));
    }

    private void resume(Exchange e) {
        desk.resume(e.pathParam("id"), e.identity());
        e.json(200, shown(readable(e), e.identity()));
    }

    private static Map<String, Object> response(Response r) {
        var out = new LinkedHashMap<String, Object>();
        out.put("due_at", r.dueAt().map(Object::toString).orElse(null));
        out.put("answered_at", r.answeredAt().map(Object::toString).orElse(null));
        out.put("missed_at", r.missedAt().map(Object::toString).orElse(null));
        out.put("paused_since", r.pausedSince().map(Object::toString).orElse(null));
        return out;
    }

    private void undo(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                200,
                shown(
                        desk.undo(e.pathParam("id"), f.number("version"), e.identity(), inForce()),
                        e.identity()));
    }

    private Map<String, Object> delegations(Exchange e) {
        return Map.of(
                "delegations",
                desk.delegations().open().stream()
                        .filter(d ->
                                d.from().equals(e.identity().id())
                                        || d.to().equals(e.identity().id())
                                        || e.identity().has("compliance_liaison"))
                        .map(DeskResources::delegation)
                        .toList());
    }

    private void delegate(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                201,
                delegation(
                        desk.delegations()
                                .make(
                                        e.identity(),
                                        f.text("to"),
                                        f.text("role"),
                                        f.instant("starts"),
                                        f.instant("ends"),
                                        f.text("reason"))));
    }

    private void endDelegation(Exchange e) {
        desk.delegations().end(e.identity(), e.pathParam("id"));
        e.json(200, Map.of("id", e.pathParam("id"), "ended", true));
    }

    private static Map<String, Object> delegation(Delegation d) {
        return Map.of(
                "id", d.id(),
                "from", d.from(),
                "to", d.to(),
                "role", d.role(),
                "reason", d.reason(),
                "starts", d.starts().toString(),
                "ends", d.ends().toString());
    }

    private void overturn(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                200,
                shown(
                        desk.overturn(
                                e.pathParam("id"),
                                f.number("version"),
                                new Justification(f.text("justification")),
                                e.identity(),
                                inForce()),
                        e.identity()));
    }

    private String inForce() {
        return playbooks
                .active()
                .map(p -> p.playbook().version() + "+" + p.id().substring(0, 8))
                .orElse("none");
    }

    private ExceptionCase readable(Exchange e) {
        var id = e.pathParam("id");
        return desk.find(id)
                .filter(c -> c.readableBy(desk.reader(e.identity())))
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-case",
                                        "No such case",
                                        "there is no case `" + id + "` that you may see",
                                        "GET /v1/cases lists your queue")
                                .asException());
    }

    /// Whoever raised a case gets its answer by fetching the call, which uses the grant; nothing of
    /// it is shown to them here.
    private static Map<String, Object> shown(ExceptionCase c, Identity reader) {
        var own = c.opened().raisedBy().equals(reader.id());
        var out = new LinkedHashMap<String, Object>();
        out.put("id", c.id());
        out.put("kind", c.opened().kind().name().toLowerCase(java.util.Locale.ROOT));
        out.put("state", c.state().name().toLowerCase(java.util.Locale.ROOT));
        out.put("version", c.version());
        out.put("title", c.opened().title());
        out.put("raised_by", c.opened().raisedBy());
        out.put("approver_role", c.approverRole());
        out.put("must_approve", c.standing().needed());
        out.put(
                "approved_so_far",
                c.standing().signatures().stream()
                        .map(s ->
                                Map.of(
                                        "person", s.person(),
                                        "role", s.role(),
                                        "via", s.via(),
                                        "at", s.at().toString()))
                        .toList());
        out.put("taken_by", c.takenBy().orElse(null));
        out.put("assigned_to", c.assignedTo().orElse(null));
        out.put(
                "difficulty",
                dev.countersign.desk.Difficulty.of(c).name().toLowerCase(java.util.Locale.ROOT));
        out.put("call", c.opened().callId());
        out.put("tool", c.opened().tool());
        out.put("request", c.opened().requestShown());
        out.put("proposed_answer", own ? null : c.opened().answerProposed());
        out.put("text_now", own ? null : c.textNow());
        out.put("answer", own ? null : c.answerFinal().orElse(null));
        out.put("because", c.opened().reasons());
        out.put("confidence", c.opened().confidence().orElse(null));
        out.put("playbook", c.opened().playbookVersion());
        out.put("prompt", c.opened().prompt());
        out.put("model", c.opened().model());
        c.opened()
                .facts()
                .ifPresent(f -> {
                    out.put("exception", exception(f));
                    out.put("response", response(c.response()));
                });
        out.put("opened_at", c.openedAt().toString());
        out.put("due_at", c.dueAt().toString());
        out.put("breached", c.breachedAt().isPresent());
        out.put(
                "decisions",
                c.decisions().stream()
                        .map(d -> {
                            var decided = new LinkedHashMap<String, Object>();
                            decided.put(
                                    "decision", d.kind().name().toLowerCase(java.util.Locale.ROOT));
                            decided.put("approver", d.approver());
                            decided.put("justification", d.justification());
                            decided.put("escalated_to", d.escalatedTo().orElse(null));
                            decided.put("via", d.via());
                            decided.put("conditions", d.conditions());
                            decided.put("playbook", d.playbookVersion());
                            decided.put("at", d.at().toString());
                            return decided;
                        })
                        .toList());
        return out;
    }

    private static Map<String, Object> exception(CaseFacts f) {
        var out = new LinkedHashMap<String, Object>();
        out.put("category", f.category());
        out.put("subtype", f.subtype());
        out.put("severity", f.severity().name());
        out.put("service", f.service());
        out.put("environment", f.environment());
        out.put("team", f.team());
        out.put("tags", f.tags());
        out.put("rule", f.rule());
        out.put("source", f.source());
        out.put("source_id", f.sourceId());
        out.put("taxonomy", f.taxonomy());
        out.put("kind_of", f.kind());
        out.put("verdict", f.verdict());
        return out;
    }
}
