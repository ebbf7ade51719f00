package dev.countersign.desk;

import dev.countersign.desk.ExceptionCase.State;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Reason;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Opens cases and takes decisions about them. Threads may share it.
public final class Desk {
    private static final String BREACH = "desk.breach";
    private static final String EXPIRY = "desk.expiry";

    /// A held answer that nobody settled this long after it was due is denied by time.
    private static final Duration KEPT_AFTER_DUE = Duration.ofDays(6);

    /// An approval that is not used for this long lapses.
    private static final Duration GRANT_VALIDITY = Duration.ofDays(7);

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Timers timers;
    private final InstantSource clock;
    private final Ids ids;
    private final DeskStore store = new DeskStore();
    private final List<CaseListener> listeners = new CopyOnWriteArrayList<>();

    public Desk(
            Storage storage,
            Ledger ledger,
            People people,
            Timers timers,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.timers = timers;
        this.clock = clock;
        this.ids = ids;
        timers.handle(BREACH, this::breach);
        timers.handle(EXPIRY, this::expire);
    }

    public void listen(CaseListener listener) {
        listeners.add(listener);
    }

    /// Opens a case in the caller's unit of work and starts its clock.
    public String open(Tx tx, NewCase opened) {
        var id = ids.next("case");
        var now = clock.instant();
        var due = now.plus(opened.clearance());
        store.insert(tx, id, opened, now, due);
        timers.set(tx, BREACH, id, due);
        timers.set(tx, EXPIRY, id, due.plus(KEPT_AFTER_DUE));
        var facts = new HashMap<String, Object>();
        facts.put("call", opened.callId());
        facts.put("kind", opened.kind().name());
        facts.put("raised_by", opened.raisedBy());
        facts.put("approver_role", opened.approverRole());
        facts.put("rules", opened.reasons().stream().map(Reason::rule).toList());
        facts.put("request_digest", opened.requestDigest());
        facts.put("answer_digest", opened.answerDigest());
        facts.put("playbook_version", opened.playbookVersion());
        facts.put("due", due.toString());
        opened.facts()
                .ifPresent(f -> {
                    facts.put("category", f.category());
                    facts.put("severity", f.severity().name());
                    facts.put("service", f.service());
                    facts.put("rule", f.rule());
                    facts.put("source", f.source());
                    facts.put("source_id", f.sourceId());
                    facts.put("taxonomy", f.taxonomy());
                });
        ledger.append(tx, new Entry("case.opened", "system:desk", id, facts));
        return id;
    }

    public Optional<ExceptionCase> find(String id) {
        return storage.read(tx -> store.find(tx, id));
    }

    /// As [#find], inside the caller's unit of work.
    public Optional<ExceptionCase> find(Tx tx, String id) {
        return store.find(tx, id);
    }

    /// The case that a source raised under its own id.
    public Optional<ExceptionCase> ofSource(Tx tx, String source, String sourceId) {
        return store.ofSource(tx, source, sourceId);
    }

    public Optional<ExceptionCase> ofCall(String callId) {
        return storage.read(tx -> store.ofCall(tx, callId));
    }

    public List<ExceptionCase> query(CaseQuery query) {
        return storage.read(tx -> store.query(tx, query));
    }

    /// How many cases match, on every page.
    public int count(CaseQuery query) {
        return storage.read(tx -> store.count(tx, query));
    }

    /// How many open cases wait for this person: in their queues and not their own.
    public int waitingFor(Identity identity) {
        return storage.read(
                tx -> store.count(tx, State.OPEN, identity.person().roles(), identity.id()));
    }

    /// Empty where this person may decide the case now, else the reason why not.
    public Optional<String> whyNot(ExceptionCase exceptionCase, Identity identity) {
        if (exceptionCase.opened().raisedBy().equals(identity.id())) {
            return Optional.of("you raised this case, and nobody decides on their own case");
        }
        if (!identity.has(exceptionCase.approverRole())) {
            return Optional.of(
                    "this case waits for `"
                            + exceptionCase.approverRole()
                            + "`, which is none of your roles");
        }
        return Optional.empty();
    }

    /// Says that somebody is looking at it, so that two people do not do the same work.
    public void take(String id, Identity identity) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var found = require(tx, id);
            refuseUnlessMay(found, identity);
            if (store.take(tx, id, identity.id())) {
                ledger.append(tx, new Entry("case.taken", identity.id(), id, Map.of()));
            }
            return true;
        });
    }

    /// Puts a taken case back, so that others know it is free again.
    ///
    /// @throws dev.countersign.kernel.ProblemException 409 where somebody else has it, or nobody
    public void release(String id, Identity identity) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var found = require(tx, id);
            if (found.takenBy().filter(identity.id()::equals).isEmpty()) {
                throw new Problem(
                                409,
                                "not-taken",
                                "Nothing to put back",
                                "you have not taken case `" + id + "`",
                                found.takenBy()
                                        .map(by -> "`" + by + "` has it and can put it back")
                                        .orElse("nobody has it; take it first"))
                        .asException();
            }
            if (store.take(tx, id, null)) {
                ledger.append(tx, new Entry("case.put-back", identity.id(), id, Map.of()));
            }
            return true;
        });
    }

    /// The one place where a person's decision takes effect: web, API and chat all come through
    /// here. Decision, grant, release of the answer and ledger entry are one transaction.
    ///
    /// @param seenVersion the version of the case that the person was shown
    /// @param playbookVersion the version in force, recorded with the decision
    /// @throws dev.countersign.kernel.ProblemException 403 where the person may not, 404, 409 where
    ///   somebody else was quicker
    public ExceptionCase decide(
            String id,
            int seenVersion,
            Decision decision,
            Identity identity,
            String playbookVersion) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var seen = require(tx, id);
            if (!seen.isOpen() || seen.version() != seenVersion) {
                throw tooLate(seen);
            }
            refuseUnlessMay(seen, identity);
            var now = clock.instant();
            var decided = decided(decision, identity, playbookVersion, now);
            var moved =
                    switch (decision) {
                        case Decision.Approve _ ->
                                store.settle(
                                        tx,
                                        seen,
                                        State.APPROVED,
                                        seen.opened().answerProposed(),
                                        now);
                        case Decision.EditAndApprove(var text, _) ->
                                store.settle(tx, seen, State.APPROVED, text, now);
                        case Decision.Deny _ -> store.settle(tx, seen, State.DENIED, null, now);
                        case Decision.Escalate(var role, _) -> escalate(tx, seen, role, identity);
                    };
            if (!moved) {
                throw tooLate(require(tx, id));
            }
            store.insertDecision(tx, id, decided, seen.shownDigest());
            record(tx, seen, decided);
            var after = require(tx, id);
            if (!after.isOpen()) {
                timers.cancel(tx, BREACH, id);
                timers.cancel(tx, EXPIRY, id);
                if (after.state() == State.APPROVED) {
                    store.insertGrant(tx, after, now.plus(GRANT_VALIDITY));
                }
                for (var listener : listeners) {
                    listener.settled(tx, after);
                }
            }
            return after;
        });
    }

    /// Reverses a settled decision; this is what rework counts. An overturned approval is denied
    /// and its unused grant ends (what was released cannot be called back). An overturned denial
    /// opens the case again with a fresh clock.
    public ExceptionCase overturn(
            String id, int seenVersion, Justification why, Identity identity, String playbook) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var seen = require(tx, id);
            if (seen.isOpen()) {
                throw new Problem(
                                409,
                                "case-open",
                                "Nothing to overturn",
                                "case `" + id + "` is still open",
                                "decide it instead")
                        .asException();
            }
            if (seen.version() != seenVersion) {
                throw tooLate(seen);
            }
            refuseUnlessMay(seen, identity);
            var due = clock.instant().plus(seen.opened().clearance());
            if (!store.overturn(tx, seen, due)) {
                throw tooLate(require(tx, id));
            }
            if (seen.state() != State.APPROVED) {
                timers.set(tx, BREACH, id, due);
                timers.set(tx, EXPIRY, id, due.plus(KEPT_AFTER_DUE));
            }
            store.revokeGrant(tx, id);
            var decided =
                    new Decided(
                            ids.next("dec"),
                            Decided.Kind.OVERTURNED,
                            identity.id(),
                            why.text(),
                            Optional.empty(),
                            Optional.empty(),
                            playbook,
                            clock.instant());
            store.insertDecision(tx, id, decided, seen.shownDigest());
            record(tx, seen, decided);
            var after = require(tx, id);
            for (var listener : listeners) {
                listener.overturned(tx, after);
            }
            return after;
        });
    }

    /// Uses the grant of an approved case, once, for exactly what was shown.
    public Optional<Grant> redeem(Tx tx, String caseId, String requestDigest, String answerDigest) {
        if (!store.useGrant(tx, caseId, requestDigest, answerDigest, clock.instant())) {
            return Optional.empty();
        }
        return store.find(tx, caseId)
                .flatMap(c -> c.answerFinal().map(a -> new Grant(caseId, c.opened().callId(), a)));
    }

    private boolean escalate(Tx tx, ExceptionCase seen, String role, Identity identity) {
        if (role.equals(seen.approverRole())) {
            throw new Problem(
                            422,
                            "same-queue",
                            "Already there",
                            "the case already waits for `" + role + "`",
                            "choose another role")
                    .asException();
        }
        var others =
                people.holding(role).stream()
                        .anyMatch(p ->
                                !p.id().equals(seen.opened().raisedBy())
                                        && !p.id().equals(identity.id()));
        if (!others) {
            throw new Problem(
                            422,
                            "nobody-there",
                            "Nobody would see it",
                            "nobody else who may decide this case holds `" + role + "`",
                            "choose a role that somebody holds")
                    .asException();
        }
        return store.escalate(tx, seen, role);
    }

    private Decided decided(
            Decision decision, Identity identity, String playbookVersion, Instant now) {
        var kind =
                switch (decision) {
                    case Decision.Approve _ -> Decided.Kind.APPROVED;
                    case Decision.EditAndApprove _ -> Decided.Kind.EDITED_AND_APPROVED;
                    case Decision.Deny _ -> Decided.Kind.DENIED;
                    case Decision.Escalate _ -> Decided.Kind.ESCALATED;
                };
        return new Decided(
                ids.next("dec"),
                kind,
                identity.id(),
                decision.justification().text(),
                decision instanceof Decision.EditAndApprove(var text, _)
                        ? Optional.of(text)
                        : Optional.empty(),
                decision instanceof Decision.Escalate(var role, _)
                        ? Optional.of(role)
                        : Optional.empty(),
                playbookVersion,
                now);
    }

    private void record(Tx tx, ExceptionCase seen, Decided decided) {
        var facts = new HashMap<String, Object>();
        facts.put("call", seen.opened().callId());
        facts.put("shown_request_digest", seen.opened().requestDigest());
        facts.put("shown_answer_digest", seen.opened().answerDigest());
        facts.put("playbook_version", decided.playbookVersion());
        facts.put("rules", seen.opened().reasons().stream().map(Reason::rule).toList());
        facts.put("prompt", seen.opened().prompt());
        facts.put("model", seen.opened().model());
        facts.put("decision", decided.id());
        decided.answer().ifPresent(text -> facts.put("approved_answer_digest", Digests.hex(text)));
        decided.escalatedTo().ifPresent(role -> facts.put("escalated_to", role));
        var action =
                "case."
                        + decided.kind()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-');
        ledger.append(
                tx,
                new Entry(
                        action,
                        decided.approver(),
                        seen.id(),
                        facts,
                        Map.of(
                                "justification",
                                new Personal(decided.approver(), decided.justification()))));
    }

    private void breach(Tx tx, String id, Instant dueAt) throws SQLException {
        var found = store.find(tx, id);
        if (found.isPresent() && found.get().isOpen()) {
            store.breached(tx, id, clock.instant());
            ledger.append(
                    tx,
                    new Entry(
                            "case.breached",
                            "system:desk",
                            id,
                            Map.of("due", dueAt.toString(), "role", found.get().approverRole())));
        }
    }

    /// Time-outs fail closed: nobody decided, so nothing goes out.
    private void expire(Tx tx, String id, Instant dueAt) throws Exception {
        var found = store.find(tx, id);
        if (found.isPresent()
                && found.get().isOpen()
                && store.settle(tx, found.get(), State.EXPIRED, null, clock.instant())) {
            ledger.append(
                    tx,
                    new Entry(
                            "case.expired",
                            "system:desk",
                            id,
                            Map.of("call", found.get().opened().callId())));
            var after = require(tx, id);
            for (var listener : listeners) {
                listener.settled(tx, after);
            }
        }
    }

    private ExceptionCase require(Tx tx, String id) {
        return store.find(tx, id)
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-case",
                                        "No such case",
                                        "there is no case `" + id + "`",
                                        "look it up in the queue")
                                .asException());
    }

    private void refuseUnlessMay(ExceptionCase exceptionCase, Identity identity) {
        whyNot(exceptionCase, identity)
                .ifPresent(why -> {
                    throw new Problem(
                                    403,
                                    "may-not-decide",
                                    "Not yours to decide",
                                    why,
                                    "leave it to somebody else, or ask for it to be" + " escalated")
                            .asException();
                });
    }

    private RuntimeException tooLate(ExceptionCase now) {
        var last = now.decisions().isEmpty() ? null : now.decisions().getLast();
        var who =
                last == null
                        ? "it changed"
                        : people.person(last.approver()).map(p -> p.name()).orElse(last.approver())
                                + " "
                                + last.kind()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ')
                                + " it at "
                                + last.at();
        return new Problem(
                        409,
                        "somebody-was-quicker",
                        "Somebody was quicker",
                        "this case moved on while you had it open: " + who,
                        "look at it again; your text is still in the form")
                .asException();
    }
}
