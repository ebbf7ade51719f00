package dev.countersign.gateway;

import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.people.Identity;
import dev.countersign.storage.Tx;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The module's front door: makes the HTTP edge, settles what a restart left behind, and answers
/// what pages ask about calls.
public final class Gateway {
    /// Who may read the originals of calls that are not their own.
    private static final Set<String> MAY_REVEAL = Set.of("compliance_liaison", "security");

    /// Who answers for how calls end: every figure must lead to its records, without their texts.
    private static final Set<String> MAY_LIST =
            Set.of(
                    "ops_manager",
                    "mentor",
                    "process_quality",
                    "compliance_liaison",
                    "programme_manager",
                    "executive",
                    "security",
                    "legal");

    private final GatewayParts parts;
    private final CallStore store = new CallStore();
    private final Records records;
    private final Holds holds;
    private final Allowance allowance;
    private final Drafts drafts;

    public Gateway(GatewayParts parts) {
        this.parts = parts;
        this.records = new Records(parts, store);
        this.holds = new Holds(parts, store);
        this.drafts = new Drafts(parts, store);
        this.allowance = new Allowance(parts.callsPerMinute(), parts.clock());
    }

    /// The handler of everything under `/v1/` that the OpenAI protocol knows, for one event loop.
    public Handler<HttpServerRequest> edge(Vertx vertx) {
        return new Front(vertx, parts, records, holds, store, allowance)::handle;
    }

    public Drafts drafts() {
        return drafts;
    }

    /// What the upstreams can do. One per server.
    public Probes probes(Vertx vertx) {
        return new Probes(vertx, parts);
    }

    /// The gateway for pages: same steps, same record.
    public Ask ask(Vertx vertx) {
        return new PageAsk(parts, call(vertx), store);
    }

    /// The gateway for tools in shadow mode: same steps but the gate, same record.
    public Rehearsal rehearsal(Vertx vertx) {
        return new PageRehearsal(parts, call(vertx));
    }

    private GovernedCall call(Vertx vertx) {
        var outbound =
                new dev.countersign.egress.Outbound(
                        vertx, 64, parts.upstreamDeadline(), 8 * 1024 * 1024);
        return new GovernedCall(vertx, parts, records, outbound);
    }

    /// A person's own held, approved or released answer; an approved one is released by this fetch.
    /// Blocks.
    public String fetchText(Identity identity, String callId) {
        return holds.fetch(identity, callId)
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText();
    }

    /// Gives every call that a stop interrupted its ending. MUST run before the first request.
    ///
    /// @return how many there were
    public int settleDangling() {
        var total = 0;
        while (true) {
            List<CallRecord> found =
                    parts.storage().read(tx -> store.dangling(tx, parts.node(), 200));
            if (found.isEmpty()) {
                return total;
            }
            parts.storage()
                    .writeAndWait(tx -> {
                        for (var call : found) {
                            settle(tx, call);
                        }
                        return true;
                    });
            total += found.size();
        }
    }

    private void settle(Tx tx, CallRecord call) {
        store.move(
                tx,
                call.id(),
                List.of(CallState.SENT, CallState.RELEASING),
                CallState.FAILED,
                parts.clock().instant());
        parts.ledger()
                .append(
                        tx,
                        new Entry(
                                "call.failed",
                                "system:gateway",
                                call.id(),
                                Map.of(
                                        "code",
                                        call.state() == CallState.RELEASING
                                                ? "interrupted-release"
                                                : "interrupted")));
    }

    public Optional<CallRecord> find(String callId) {
        return parts.storage().read(tx -> store.find(tx, callId));
    }

    public List<CallRecord> query(CallQuery query) {
        return parts.storage().read(tx -> store.query(tx, query));
    }

    /// How many calls match, on every page. Governed calls of a period, by the id of who asked.
    public Map<String, Integer> callsPerPerson(Instant from, Instant to) {
        return parts.storage().read(tx -> store.perPerson(tx, from, to));
    }

    public int count(CallQuery query) {
        return parts.storage().read(tx -> store.count(tx, query));
    }

    /// How many calls of this time were judged how.
    public Map<CallState, Integer> outcomes(java.time.Instant from, java.time.Instant to) {
        return parts.storage().read(tx -> store.outcomes(tx, from, to));
    }

    /// Whether somebody may see that others' calls took place and how they ended. Their texts are
    /// for the entitled: see [#mayReveal] and the prompt `prompt_log_export`.
    public boolean mayList(Identity reader) {
        return reader.hasAny(MAY_LIST);
    }

    /// The originals behind a call's tokens, by token. The look is recorded with the reader's name.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for a reader who is not entitled, 410
    ///   where they were erased
    public Map<String, String> reveal(Identity reader, String callId) {
        var call =
                find(callId)
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-call",
                                                "No such call",
                                                "there is no call `" + callId + "`",
                                                "look it up in the log")
                                        .asException());
        if (!mayReveal(reader, call)) {
            throw new Problem(
                            403,
                            "may-not-reveal",
                            "Not entitled",
                            "the originals are for the person whose call it was, whoever may decide"
                                    + " its case, and "
                                    + String.join(", ", MAY_REVEAL),
                            "ask one of them")
                    .asException();
        }
        return records.reveal(reader, callId)
                .orElseThrow(() ->
                        new Problem(
                                        410,
                                        "erased",
                                        "Erased",
                                        "the originals of this call were erased",
                                        "")
                                .asException());
    }

    /// Whether a call went to a person and this reader may read its case.
    public boolean mayReadCase(Identity reader, CallRecord call) {
        return call.caseId()
                .flatMap(id -> parts.desk().find(id))
                .filter(c -> c.readableBy(parts.desk().reader(reader)))
                .isPresent();
    }

    public boolean mayReveal(Identity reader, CallRecord call) {
        return call.personId().equals(reader.id())
                || reader.hasAny(MAY_REVEAL)
                || call.caseId()
                        .flatMap(id -> parts.desk().find(id))
                        .filter(c -> parts.desk().whyNot(c, reader).isEmpty())
                        .isPresent();
    }
}
