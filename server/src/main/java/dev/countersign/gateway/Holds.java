package dev.countersign.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.desk.CaseListener;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What becomes of a held answer: a row, not a thread. The caller fetches it later through the same
/// API; the fetch uses the approval's grant, once.
final class Holds implements CaseListener {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> SETTLING =
            Set.of("case.approved", "case.edited-and-approved", "case.denied", "case.expired");

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Desk desk;
    private final InstantSource clock;
    private final CallStore store;
    private final Map<String, List<Runnable>> waiting = new ConcurrentHashMap<>();

    Holds(GatewayParts parts, CallStore store) {
        this.storage = parts.storage();
        this.ledger = parts.ledger();
        this.people = parts.people();
        this.desk = parts.desk();
        this.clock = parts.clock();
        this.store = store;
        desk.listen(this);
        ledger.watch("case.", this::wake);
    }

    /// Runs `then` once, on some thread, when the call's case is settled. The ledger merely wakes;
    /// whoever is woken reads the grant.
    AutoCloseable await(String callId, Runnable then) {
        waiting.computeIfAbsent(callId, _ -> new CopyOnWriteArrayList<>()).add(then);
        return () ->
                waiting.computeIfPresent(
                        callId,
                        (_, list) -> {
                            list.remove(then);
                            return list.isEmpty() ? null : list;
                        });
    }

    /// Whether nobody is to decide any more. Blocks.
    boolean isSettled(String callId) {
        return storage.read(tx -> store.find(tx, callId))
                .filter(c -> c.state() == CallState.HELD || c.state() == CallState.BLOCKED)
                .isEmpty();
    }

    private void wake(StoredEntry entry) {
        if (SETTLING.contains(entry.action())) {
            var waiters = waiting.remove(String.valueOf(entry.facts().get("call")));
            if (waiters != null) {
                waiters.forEach(Runnable::run);
            }
        }
    }

    @Override
    public void settled(Tx tx, ExceptionCase settled) {
        var approved = settled.state() == ExceptionCase.State.APPROVED;
        store.move(
                tx,
                settled.opened().callId(),
                List.of(CallState.HELD, CallState.BLOCKED),
                approved ? CallState.APPROVED : CallState.DENIED,
                clock.instant());
    }

    @Override
    public void overturned(Tx tx, ExceptionCase overturned) {
        var call = overturned.opened().callId();
        if (overturned.isOpen()) {
            store.move(
                    tx,
                    call,
                    List.of(CallState.DENIED, CallState.APPROVED),
                    CallState.HELD,
                    clock.instant());
        } else {
            // Released answers stay on record as released: the reversal counts as rework.
            store.move(tx, call, List.of(CallState.APPROVED), CallState.DENIED, clock.instant());
        }
    }

    /// The call's completion as it stands for the person whose call it is: released, still kept
    /// back, or denied. An approved one is released by this very fetch. Blocks.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404 where it is not theirs
    ObjectNode fetch(Identity identity, String callId) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var call =
                    store.find(tx, callId)
                            .filter(c -> c.personId().equals(identity.id()))
                            .orElseThrow(() -> unknown(callId));
            return switch (call.state()) {
                case APPROVED -> release(tx, call);
                case RELEASED, RELEASING -> parse(call.response().orElse("{}"));
                case HELD, BLOCKED -> keptBack(tx, call);
                case DENIED -> denied(tx, call);
                case SENT -> throw pending(callId);
                case FAILED, ABANDONED -> throw ended(call);
                // Whose work it was must not see it before they have given their own answer.
                case SHADOWED -> throw unknown(callId);
            };
        });
    }

    private ObjectNode release(Tx tx, CallRecord call) {
        var caseId = call.caseId().orElseThrow(() -> unknown(call.id()));
        var grant =
                desk.redeem(tx, caseId, call.requestDigest(), call.answerDigest().orElse(""))
                        .orElseThrow(() -> lapsed(call.id()));
        var response = parse(call.response().orElse("{}"));
        var edited = !grant.answer().equals(call.answerText().orElse(""));
        if (edited) {
            replaceText(response, grant.answer());
        }
        var approver =
                desk.find(tx, caseId)
                        .filter(c -> !c.decisions().isEmpty())
                        .map(c -> c.decisions().getLast().approver())
                        .orElse("");
        response.withObject("/countersign")
                .put("outcome", "released")
                .put("edited", edited)
                .put("hold", caseId)
                .put("approved_by", approver);
        store.setResponse(tx, call.id(), response.toString(), grant.answer());
        store.move(tx, call.id(), List.of(CallState.APPROVED), CallState.RELEASED, clock.instant());
        ledger.append(
                tx,
                new Entry(
                        "call.released",
                        "system:gateway",
                        call.id(),
                        Map.of(
                                "case",
                                caseId,
                                "approver",
                                approver,
                                "edited",
                                edited,
                                "request_digest",
                                call.requestDigest(),
                                "proposed_answer_digest",
                                call.answerDigest().orElse(""),
                                "answer_digest",
                                dev.countersign.kernel.Digests.hex(grant.answer()))));
        return response;
    }

    private ObjectNode keptBack(Tx tx, CallRecord call) {
        var found = desk.find(tx, call.caseId().orElse("")).orElseThrow(() -> unknown(call.id()));
        return Completions.keptBack(
                call.state() == CallState.BLOCKED ? "blocked" : "held",
                call.id(),
                found.id(),
                call.prompt(),
                found.approverRole(),
                call.reasons(),
                found.dueAt(),
                call.createdAt());
    }

    private ObjectNode denied(Tx tx, CallRecord call) {
        var found = desk.find(tx, call.caseId().orElse("")).orElseThrow(() -> unknown(call.id()));
        var completion = keptBack(tx, call);
        var why =
                found.decisions().isEmpty()
                        ? "Denied: nobody decided in time."
                        : "Denied: " + found.decisions().getLast().justification();
        replaceText(completion, why);
        completion.withObject("/countersign").put("outcome", "denied");
        return completion;
    }

    private static void replaceText(ObjectNode completion, String text) {
        ArrayNode choices = completion.withArray("/choices");
        while (choices.size() > 1) {
            choices.remove(choices.size() - 1);
        }
        var message = ((ObjectNode) choices.get(0)).withObject("/message");
        message.put("content", text);
        message.remove("tool_calls");
        message.remove("function_call");
        var reason = choices.get(0).path("finish_reason").asText();
        if (reason.equals("tool_calls") || reason.equals("function_call")) {
            ((ObjectNode) choices.get(0)).put("finish_reason", "stop");
        }
    }

    private static ObjectNode parse(String response) {
        try {
            return (ObjectNode) JSON.readTree(response);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("responses were written by this module", e);
        }
    }

    private static RuntimeException unknown(String callId) {
        return new Problem(
                        404,
                        "unknown-call",
                        "No such call",
                        "none of your calls is `" + callId + "`",
                        "use the id that the call came back with")
                .asException();
    }

    private static RuntimeException pending(String callId) {
        return new Problem(
                        409,
                        "still-running",
                        "Still running",
                        "call `" + callId + "` has no outcome yet",
                        "ask again in a moment")
                .asException();
    }

    private static RuntimeException lapsed(String callId) {
        return new Problem(
                        410,
                        "grant-lapsed",
                        "The approval lapsed",
                        "the approval of `" + callId + "` was used, ended or never fitted",
                        "send the request again")
                .asException();
    }

    private static RuntimeException ended(CallRecord call) {
        return new Problem(
                        410,
                        "no-answer",
                        "The call ended without an answer",
                        "call `" + call.id() + "` is " + call.state().stored(),
                        "send the request again")
                .asException();
    }
}
