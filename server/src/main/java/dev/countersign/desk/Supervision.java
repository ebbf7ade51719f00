package dev.countersign.desk;

import dev.countersign.desk.Guard.Permit;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Learners decide real cases with their mentors: the learner writes the decision, the mentor
/// co-signs it, and then it is the learner's, with the mentor's name beside it. Threads may share
/// it.
public final class Supervision {
    private static final int LEAST_WORDS = 10;

    private final Desk desk;
    private final Deciding deciding;
    private final Storage storage;
    private final Ledger ledger;
    private final Directory people;
    private final InstantSource clock;
    private final Ids ids;
    private final ProposalStore store = new ProposalStore();
    private volatile Guard guard = Guard.OPEN;
    private volatile Function<String, Optional<Identity>> identities = _ -> Optional.empty();

    Supervision(
            Desk desk,
            Deciding deciding,
            Storage storage,
            Ledger ledger,
            Directory people,
            InstantSource clock,
            Ids ids) {
        this.desk = desk;
        this.deciding = deciding;
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        this.ids = ids;
    }

    /// From now on, this is asked who may decide alone.
    ///
    /// @param given somebody's identity as it is now, by id
    public void guardBy(Guard asked, Function<String, Optional<Identity>> given) {
        guard = asked;
        identities = given;
    }

    /// To show; what counts is asked when the decision is recorded.
    public Permit permit(ExceptionCase about, Identity who) {
        return storage.read(tx -> guard.of(tx, about, who.id()));
    }

    /// @throws dev.countersign.kernel.ProblemException 403 where they may not decide it alone
    void requireAlone(Tx tx, String caseId, Identity who) throws SQLException {
        switch (guard.of(tx, desk.require(tx, caseId), who.id())) {
            case Permit.Alone _ -> {}
            case Permit.WithMentor(var mentors, var missing) ->
                    throw Refusals.problem(
                            403,
                            "cosign",
                            "Your mentor co-signs",
                            "you decide such cases with a mentor until you have: "
                                    + String.join("; ", missing),
                            "hand your decision to "
                                    + String.join(" or ", mentors)
                                    + " on the case's page");
            case Permit.Not(var missing) -> throw refused(missing);
        }
    }

    private static RuntimeException refused(List<String> missing) {
        return Refusals.problem(
                403,
                "gate",
                "A gate is shut",
                "such cases are not open to you yet: " + String.join("; ", missing),
                "meet the condition, or ask your manager to name a mentor for you");
    }

    /// Hands a decision to the learner's mentors. Another one about the same case replaces it.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where the case changed, 422
    public Proposal propose(String caseId, int seenVersion, WrittenDecision decision, Identity by) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var seen = desk.require(tx, caseId);
            deciding.refuseUnlessMay(tx, seen, by);
            decision.wrong(seen, clock.instant()).stream()
                    .findFirst()
                    .ifPresent(first -> {
                        throw first.problem().asException();
                    });
            if (seen.version() != seenVersion) {
                throw changed();
            }
            if (decision.chosen().equals("break_glass")) {
                throw Refusals.problem(
                        403,
                        "cosign",
                        "Not with a mentor",
                        "emergencies are decided by those who may do so alone",
                        "escalate it");
            }
            var permit = guard.of(tx, seen, by.id());
            if (!(permit instanceof Permit.WithMentor(var mentors, var missing))) {
                throw permit instanceof Permit.Not(var lacking)
                        ? refused(lacking)
                        : Refusals.problem(
                                409,
                                "alone",
                                "Nobody needs to co-sign",
                                "you may decide this case by yourself",
                                "decide it");
            }
            for (var before : store.of(tx, caseId)) {
                if (before.learner().equals(by.id())) {
                    store.end(
                            tx,
                            before.id(),
                            Proposal.State.REPLACED,
                            Optional.empty(),
                            "",
                            clock.instant());
                }
            }
            var proposal =
                    new Proposal(
                            ids.next("proposal"),
                            caseId,
                            seenVersion,
                            by.id(),
                            decision,
                            missing,
                            mentors,
                            clock.instant(),
                            Proposal.State.WAITS,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty());
            store.insert(tx, proposal);
            ledger.append(
                    tx,
                    new Entry(
                            "decision.proposed",
                            by.id(),
                            caseId,
                            Map.of(
                                    "proposal", proposal.id(),
                                    "decision", decision.chosen(),
                                    "mentors", mentors,
                                    "shown_content_digest", seen.standing().content()),
                            Map.of(
                                    "justification",
                                    new Personal(by.id(), decision.justification()))));
            return proposal;
        });
    }

    private static RuntimeException changed() {
        return Refusals.problem(
                409,
                "changed",
                "The case changed",
                "it is not as it was shown any more",
                "look at it again");
    }

    /// A proposal and its case as it is now.
    public record Waiting(Proposal proposal, ExceptionCase about) {}

    /// What waits for this mentor, the oldest first; never what they wrote themselves.
    public List<Waiting> waitingFor(Identity mentor) {
        return storage.read(tx ->
                store.waiting(tx).stream()
                        .filter(p -> mayEnd(p, mentor))
                        .map(p -> new Waiting(p, desk.require(tx, p.caseId())))
                        .toList());
    }

    private static boolean mayEnd(Proposal p, Identity mentor) {
        return p.mentors().contains(mentor.id()) && !p.learner().equals(mentor.id());
    }

    /// The proposals about a case, the newest first.
    public List<Proposal> of(String caseId) {
        return storage.read(tx -> store.of(tx, caseId));
    }

    /// Makes the learner's decision count, in both names.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where the case changed since
    ///   or another mentor was quicker
    public ExceptionCase cosign(Identity mentor, String id, String words, String playbook) {
        var after =
                storage.writeAndWait(tx -> {
                    var proposal = end(tx, mentor, id, Proposal.State.COSIGNED, words);
                    var seen = desk.require(tx, proposal.caseId());
                    refuseUnlessMayLend(tx, seen, mentor);
                    var learner =
                            identities
                                    .apply(proposal.learner())
                                    .orElseThrow(() ->
                                            Refusals.problem(
                                                    409,
                                                    "gone",
                                                    "Nobody to decide",
                                                    "`"
                                                            + proposal.learner()
                                                            + "` does not work here now",
                                                    "decide the case yourself or leave it to another"));
                    switch (guard.of(tx, seen, proposal.learner())) {
                        case Permit.Not(var missing) -> throw refused(missing);
                        case Permit.WithMentor(var mentors, _)
                                when !mentors.contains(mentor.id()) ->
                                throw notYours("it waits for " + String.join(" or ", mentors));
                        case Permit.WithMentor _, Permit.Alone _ -> {}
                    }
                    var decided =
                            deciding.decide(
                                    tx,
                                    proposal.caseId(),
                                    proposal.seenVersion(),
                                    proposal.decision().decision(),
                                    learner,
                                    playbook);
                    ledger.append(
                            tx,
                            new Entry(
                                    "decision.cosigned",
                                    mentor.id(),
                                    proposal.caseId(),
                                    Map.of(
                                            "proposal", id,
                                            "learner", proposal.learner(),
                                            "decision", decided.decisions().getLast().id())));
                    return decided;
                });
        deciding.committed(after);
        return after;
    }

    /// A co-signature is a word on the learner's judgement: of somebody who has met the gate, and
    /// has no part in the case.
    private void refuseUnlessMayLend(Tx tx, ExceptionCase seen, Identity mentor)
            throws SQLException {
        if (seen.opened().raisedBy().equals(mentor.id())
                || seen.standing().editor().filter(mentor.id()::equals).isPresent()) {
            throw Refusals.problem(
                    403,
                    "own-case",
                    "Your own case",
                    "you raised or changed this yourself",
                    "leave it to another mentor, or send it back so that it is escalated");
        }
        if (!(guard.of(tx, seen, mentor.id()) instanceof Permit.Alone)) {
            throw Refusals.problem(
                    403,
                    "gate",
                    "A gate is shut",
                    "such cases are not open to you yourself yet",
                    "leave it to a mentor who may decide them alone; a manager may waive it for you");
        }
    }

    private static RuntimeException notYours(String why) {
        return Refusals.problem(
                403, "not-your-learner", "Not yours to co-sign", why, "leave it to them");
    }

    /// Gives it back to the learner, with words to learn from.
    public void sendBack(Identity mentor, String id, String words) {
        if (words.strip().length() < LEAST_WORDS) {
            throw Refusals.problem(
                    422,
                    "words",
                    "Say why",
                    "the learner would not know what to change",
                    "write a sentence");
        }
        storage.writeAndWait(tx -> {
            var proposal = end(tx, mentor, id, Proposal.State.SENT_BACK, words);
            ledger.append(
                    tx,
                    new Entry(
                            "decision.sent-back",
                            mentor.id(),
                            proposal.caseId(),
                            Map.of("proposal", id, "learner", proposal.learner()),
                            Map.of("words", new Personal(mentor.id(), words.strip()))));
            return true;
        });
    }

    private Proposal end(Tx tx, Identity mentor, String id, Proposal.State state, String words)
            throws SQLException {
        people.revalidate(tx, mentor);
        var proposal = store.find(tx, id).orElseThrow(() -> Refusals.unknown(id));
        if (!mayEnd(proposal, mentor)) {
            throw notYours(
                    proposal.learner().equals(mentor.id())
                            ? "nobody co-signs their own decision"
                            : "it waits for " + String.join(" or ", proposal.mentors()));
        }
        if (!store.end(tx, id, state, Optional.of(mentor.id()), words.strip(), clock.instant())) {
            throw Refusals.problem(
                    409,
                    "ended",
                    "Somebody was quicker",
                    "this proposal is "
                            + proposal.state()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' ')
                            + " already",
                    "");
        }
        return proposal;
    }
}
