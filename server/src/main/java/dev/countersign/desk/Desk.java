package dev.countersign.desk;

import dev.countersign.desk.ExceptionCase.State;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Reason;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Opens cases and takes decisions about them. Threads may share it.
public final class Desk {
    /// Beyond this many, counting would take longer than anybody waits.
    public static final int COUNTED = 10_001;

    private static final int CAUGHT_UP = 200;

    private final Storage storage;
    private final Ledger ledger;
    private final Directory people;
    private final Timers timers;
    private final InstantSource clock;
    private final Ids ids;
    private final DeskStore store = new DeskStore();
    private final Delegations delegations;
    private final Assignments assignments;
    private final Deciding deciding;
    private final Supervision supervision;

    public Desk(
            Storage storage,
            Ledger ledger,
            Directory people,
            Timers timers,
            Supplier<Routing> routing,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.timers = timers;
        this.clock = clock;
        this.ids = ids;
        this.delegations = new Delegations(storage, ledger, people, clock, ids);
        this.assignments = new Assignments(this, storage, ledger, people, delegations, clock);
        this.deciding =
                new Deciding(this, ledger, people, delegations, timers, routing, store, clock, ids);
        this.supervision = new Supervision(this, deciding, storage, ledger, people, clock, ids);
    }

    public void listen(CaseListener listener) {
        deciding.listen(listener);
    }

    public Delegations delegations() {
        return delegations;
    }

    /// Learners' decisions and their mentors.
    public Supervision supervision() {
        return supervision;
    }

    public Assignments assignments() {
        return assignments;
    }

    /// Somebody with every role they may use at the desk now.
    public Reader reader(Identity identity) {
        return delegations.reader(identity);
    }

    /// Opens a case in the caller's unit of work and starts its clock.
    public String open(Tx tx, NewCase opened) {
        var id = ids.next("case");
        var now = clock.instant();
        var due = now.plus(opened.clearance());
        var expires = due.plus(Deciding.KEPT_AFTER_DUE);
        store.insert(tx, id, opened, now, due, expires);
        deciding.startClock(tx, id, due, expires);
        deciding.clocks().opened(tx, id, opened, now);
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
                    facts.put("kind_of", f.kind());
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

    /// How many cases match, on every page; [#COUNTED] means that many or more.
    public int count(CaseQuery query) {
        return storage.read(tx -> store.count(tx, query, COUNTED));
    }

    /// Makes cases from before there was a search findable by their words, some at a time.
    ///
    /// @return whether there may be more
    public boolean catchUpSearch() {
        return storage.writeAndWait(tx -> store.catchUp(tx, CAUGHT_UP)) == CAUGHT_UP;
    }

    /// How many open cases wait for this person: in their queues and not their own; each queue is
    /// counted up to [#COUNTED].
    public int waitingFor(Identity identity) {
        var roles = reader(identity).roles();
        return storage.read(tx -> store.count(tx, State.OPEN, roles, identity.id()));
    }

    /// Empty where this person may approve the case now, else the reason why not.
    public Optional<String> whyNot(ExceptionCase exceptionCase, Identity identity) {
        return deciding.whyNot(exceptionCase, delegations.shown(identity));
    }

    /// Why an approval is not this person's, although they may decide otherwise.
    public Optional<String> whyNotApprove(ExceptionCase exceptionCase, Identity identity) {
        return deciding.whyNotApprove(exceptionCase, delegations.shown(identity));
    }

    /// Whether this person may approve past the groups.
    public boolean mayBreakGlass(ExceptionCase exceptionCase, Identity identity) {
        return deciding.mayBreakGlass(exceptionCase, delegations.shown(identity));
    }

    /// Whether this person's own last decision can still be taken back.
    public boolean mayUndo(ExceptionCase exceptionCase, Identity identity) {
        return deciding.mayUndo(exceptionCase, delegations.shown(identity));
    }

    /// Says that somebody is looking at it, so that two people do not do the same work.
    public void take(String id, Identity identity) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var found = require(tx, id);
            deciding.refuseUnlessMay(tx, found, identity);
            if (store.take(tx, id, identity.id())) {
                deciding.clocks().answered(tx, id, clock.instant());
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
                deciding.clocks().reopened(tx, found, false, clock.instant());
                ledger.append(tx, new Entry("case.put-back", identity.id(), id, Map.of()));
            }
            return true;
        });
    }

    /// The response clock stops while somebody outside is waited for.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, or 409 where it has no such clock
    public void pause(String id, Justification why, Identity identity) {
        pauses(id, why.text(), identity, true);
    }

    public void resume(String id, Identity identity) {
        pauses(id, "", identity, false);
    }

    private void pauses(String id, String why, Identity identity, boolean pause) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var found = require(tx, id);
            deciding.refuseUnlessMay(tx, found, identity);
            var now = clock.instant();
            var done =
                    found.isOpen()
                            && (pause
                                    ? deciding.clocks().paused(tx, id, now)
                                    : deciding.clocks().resumed(tx, id, now));
            if (!done) {
                throw Refusals.problem(
                        409,
                        "no-clock",
                        "No clock to stop",
                        "case `" + id + "` has no response clock that runs",
                        "only open exceptions have one");
            }
            return ledger.append(
                    tx,
                    new Entry(
                            pause ? "case.paused" : "case.resumed",
                            identity.id(),
                            id,
                            Map.of(),
                            pause ? Map.of("why", new Personal(identity.id(), why)) : Map.of()));
        });
    }

    /// Says what a case is that came without a category. What the machine had proposed goes on the
    /// record beside it. Only where none is set: a category brings conditions, and whoever decides
    /// must not get rid of them by choosing another one.
    ///
    /// @param playbook the version in force, recorded with it
    /// @throws dev.countersign.kernel.ProblemException 403 where the person may not decide the
    ///   case, 404, 409 where it has a category, has none by its kind, or is settled
    public ExceptionCase categorise(String id, Category under, String playbook, Identity identity) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var seen = require(tx, id);
            deciding.refuseUnlessMay(tx, seen, identity);
            // Somebody's signature counts for the groups it was given under.
            var groups =
                    seen.standing().signatures().isEmpty()
                            ? under.groups()
                            : seen.standing().needed();
            if (!store.categorise(tx, seen, under, groups)) {
                throw Refusals.notToCategorise(seen);
            }
            deciding.categorised(tx, seen, under, identity.id(), playbook);
            var facts = new HashMap<String, Object>();
            facts.put("category", under.name());
            facts.put("subtype", under.subtype());
            facts.put("taxonomy", under.taxonomy());
            facts.put("kind_of", under.kind());
            facts.put("groups", groups);
            facts.put("verdict", under.verdict());
            facts.put("proposed", seen.proposedCategory());
            seen.triage().ifPresent(said -> facts.put("machine_said", said.sentence()));
            ledger.append(tx, new Entry("case.categorised", identity.id(), id, facts));
            return require(tx, id);
        });
    }

    /// Takes one decision: see [Deciding].
    ///
    /// @param seenVersion the version of the case that the person was shown
    /// @param playbookVersion the version in force, recorded with the decision
    /// @throws dev.countersign.kernel.ProblemException 403 where the person may not, 404, 409 where
    ///   somebody else was quicker, 422 where something is missing
    public ExceptionCase decide(
            String id,
            int seenVersion,
            Decision decision,
            Identity identity,
            String playbookVersion) {
        var after =
                storage.writeAndWait(tx -> {
                    supervision.requireAlone(tx, id, identity);
                    return deciding.decide(
                            tx, id, seenVersion, decision, identity, playbookVersion);
                });
        deciding.committed(after);
        return after;
    }

    /// Reverses a settled decision; this is what rework counts. An overturned approval is denied
    /// and its unused grant ends (what was released cannot be called back). An overturned denial
    /// opens the case again with a fresh clock.
    public ExceptionCase overturn(
            String id, int seenVersion, Justification why, Identity identity, String playbook) {
        return storage.writeAndWait(
                tx -> deciding.overturn(tx, id, seenVersion, why, identity, playbook));
    }

    /// Takes one's own last decision back, within five minutes and before it had an effect.
    public ExceptionCase undo(String id, int seenVersion, Identity identity, String playbook) {
        return storage.writeAndWait(tx -> deciding.undo(tx, id, seenVersion, identity, playbook));
    }

    /// The source says something else now: whoever looks at the old case cannot decide on it, and
    /// an unused approval is gone. Nothing changes where nothing differs or the case is settled.
    public boolean amend(Tx tx, String id, NewCase now) {
        return deciding.amend(tx, id, now);
    }

    /// Uses the grant of an approved case, once, for exactly what was shown.
    public Optional<Grant> redeem(Tx tx, String caseId, String requestDigest, String answerDigest) {
        return deciding.redeem(tx, caseId, requestDigest, answerDigest);
    }

    ExceptionCase require(Tx tx, String id) {
        return store.find(tx, id).orElseThrow(() -> Refusals.unknown(id));
    }
}
