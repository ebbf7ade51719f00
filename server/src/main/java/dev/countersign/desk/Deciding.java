package dev.countersign.desk;

import dev.countersign.desk.DeskStore.Moved;
import dev.countersign.desk.rules.Act;
import dev.countersign.desk.rules.Actor;
import dev.countersign.desk.rules.CaseRules;
import dev.countersign.desk.rules.Result;
import dev.countersign.desk.rules.Signature;
import dev.countersign.desk.rules.Standing;
import dev.countersign.desk.rules.Terms;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Reason;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// The one place where a decision takes effect: web, API, chat and bulk all come through here. The
/// rules say what follows; decision, grant, what the listener does and the ledger's entry are one
/// transaction.
final class Deciding {
    /// What nobody settled this long after it was due is denied by time.
    static final Duration KEPT_AFTER_DUE = Duration.ofDays(6);

    private static final String BREACH = "desk.breach";
    private static final String EXPIRY = "desk.expiry";
    private static final String EXEMPTION = "desk.exemption";
    private static final String REVIEWER = "compliance_liaison";
    private static final Duration REVIEW_WITHIN = Duration.ofHours(24);

    private final Desk desk;
    private final Ledger ledger;
    private final Directory people;
    private final Delegations delegations;
    private final Timers timers;
    private final DeskStore store;
    private final InstantSource clock;
    private final Ids ids;
    private final CaseRules rules = new CaseRules(Terms.USUAL);
    private final Refusals refusals;
    private final Clocks clocks;
    private final List<CaseListener> listeners = new CopyOnWriteArrayList<>();

    Deciding(
            Desk desk,
            Ledger ledger,
            Directory people,
            Delegations delegations,
            Timers timers,
            Supplier<Routing> routing,
            DeskStore store,
            InstantSource clock,
            Ids ids) {
        this.desk = desk;
        this.ledger = ledger;
        this.people = people;
        this.delegations = delegations;
        this.timers = timers;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.refusals = new Refusals(people);
        this.clocks = new Clocks(cases(), ledger, people, timers, routing, clock);
        timers.handle(BREACH, this::breach);
        timers.handle(EXPIRY, (tx, id, _) -> expire(tx, id));
        timers.handle(EXEMPTION, this::exemptionEnds);
    }

    void committed(ExceptionCase decided) {
        listeners.forEach(listener -> listener.committed(decided));
    }

    void listen(CaseListener listener) {
        listeners.add(listener);
    }

    Clocks clocks() {
        return clocks;
    }

    private Clocks.Cases cases() {
        return new Clocks.Cases() {
            @Override
            public boolean apply(Tx tx, ExceptionCase seen, Act act, Instant now) throws Exception {
                return byTime(tx, seen, act, now);
            }

            @Override
            public Optional<ExceptionCase> find(Tx tx, String id) {
                return store.find(tx, id);
            }
        };
    }

    private boolean byTime(Tx tx, ExceptionCase seen, Act act, Instant now) throws Exception {
        if (!(rules.apply(seen.standing(), act, NOBODY, now) instanceof Result.Moved(var next))) {
            return false;
        }
        var after = write(tx, seen, next, seen.textNow(), seen.dueAt(), now, Optional.empty());
        if (!after.isOpen()) {
            settled(tx, after);
        }
        return true;
    }

    void startClock(Tx tx, String id, Instant due, Instant expires) {
        timers.set(tx, BREACH, id, due);
        timers.set(tx, EXPIRY, id, expires);
    }

    ExceptionCase decide(
            Tx tx,
            String id,
            int seenVersion,
            Decision decision,
            Identity identity,
            String playbook)
            throws Exception {
        people.revalidate(tx, identity);
        var seen = desk.require(tx, id);
        var now = clock.instant();
        var actor = delegations.actor(tx, identity);
        var text =
                decision instanceof Decision.EditAndApprove(var edited, _, _)
                        ? edited
                        : seen.textNow();
        var next = moved(seen, act(seen, seenVersion, decision, text), actor, now);
        if (decision instanceof Decision.Escalate(var role, _)) {
            requireSomebody(seen, role, identity);
        }
        var approves =
                decision instanceof Decision.Approve || decision instanceof Decision.EditAndApprove;
        if (approves) {
            CategoryRules.whyNotApprove(seen, actor)
                    .ifPresent(why -> {
                        throw Refusals.problem(
                                403, "commander-only", "Not yours to approve", why, "");
                    });
            Conditions.require(seen.opened(), decision.conditions(), now);
        }
        var decided = decided(decision, identity, via(next, identity), playbook, now);
        var after = write(tx, seen, next, text, seen.dueAt(), now, Optional.of(decided));
        for (var listener : listeners) {
            listener.decided(tx, after);
        }
        clocks.answered(tx, id, now);
        desk.assignments().decided(tx, seen, after, identity.id(), now);
        if (decision instanceof Decision.BreakGlass
                || (approves && CategoryRules.isReviewed(seen) && !after.isOpen())) {
            openReview(tx, after, identity, playbook);
        }
        if (!after.isOpen()) {
            settled(tx, after);
        } else if (decision instanceof Decision.EditAndApprove) {
            for (var listener : listeners) {
                listener.edited(tx, after);
            }
        }
        return after;
    }

    ExceptionCase overturn(
            Tx tx,
            String id,
            int seenVersion,
            Justification why,
            Identity identity,
            String playbook)
            throws Exception {
        people.revalidate(tx, identity);
        var seen = desk.require(tx, id);
        var now = clock.instant();
        var due = now.plus(seen.opened().clearance());
        var expires = due.plus(KEPT_AFTER_DUE);
        var act = new Act.Overturn(seenVersion, seen.standing().content(), expires);
        var next = moved(seen, act, delegations.actor(tx, identity), now);
        var decided = plain(Decided.Kind.OVERTURNED, identity.id(), why.text(), playbook, now);
        var reopens = next.isOpen();
        var after =
                write(
                        tx,
                        seen,
                        next,
                        seen.textNow(),
                        reopens ? due : seen.dueAt(),
                        now,
                        Optional.of(decided));
        if (reopens) {
            startClock(tx, id, due, expires);
            clocks.reopened(tx, after, true, now);
        }
        timers.cancel(tx, EXEMPTION, id);
        for (var listener : listeners) {
            listener.overturned(tx, after);
        }
        return after;
    }

    ExceptionCase undo(Tx tx, String id, int seenVersion, Identity identity, String playbook)
            throws Exception {
        people.revalidate(tx, identity);
        var seen = desk.require(tx, id);
        var now = clock.instant();
        var act = new Act.Undo(seenVersion, seen.standing().content());
        var next = moved(seen, act, delegations.actor(tx, identity), now);
        var decided =
                plain(
                        Decided.Kind.TAKEN_BACK,
                        identity.id(),
                        "Took their own decision back.",
                        playbook,
                        now);
        var after = write(tx, seen, next, seen.textNow(), seen.dueAt(), now, Optional.of(decided));
        startClock(tx, id, seen.dueAt(), next.expires());
        timers.cancel(tx, EXEMPTION, id);
        if (!seen.isOpen()) {
            for (var listener : listeners) {
                listener.overturned(tx, after);
            }
        }
        return after;
    }

    /// The category brings its own groups and path.
    void categorised(Tx tx, ExceptionCase seen, Category under, String by, String playbook) {
        var now = clock.instant();
        var said = "Put it under " + under.name().replace('_', ' ') + " " + under.subtype();
        var decided = plain(Decided.Kind.CATEGORISED, by, said.strip() + ".", playbook, now);
        store.insertDecision(tx, seen.id(), decided, seen.shownDigest());
        clocks.categorised(tx, desk.require(tx, seen.id()), now);
    }

    boolean amend(Tx tx, String id, NewCase opened) {
        var seen = desk.require(tx, id);
        var content =
                ExceptionCase.content(
                        opened.requestDigest(), opened.answerDigest(), opened.answerProposed());
        if (!(rules.apply(seen.standing(), new Act.Amend(content), NOBODY, clock.instant())
                instanceof Result.Moved(var next))) {
            return false;
        }
        store.amend(tx, id, opened);
        var now = clock.instant();
        if (!opened.facts()
                .map(CaseFacts::severity)
                .equals(seen.opened().facts().map(CaseFacts::severity))) {
            opened.facts().ifPresent(f -> clocks.retargeted(tx, id, f, now));
        }
        var decided =
                plain(
                        Decided.Kind.AMENDED,
                        opened.raisedBy(),
                        "The source says something else now.",
                        opened.playbookVersion(),
                        now);
        write(tx, seen, next, opened.answerProposed(), seen.dueAt(), now, Optional.of(decided));
        if (!seen.isOpen()) {
            startClock(tx, id, seen.dueAt(), next.expires());
        }
        return true;
    }

    Optional<Grant> redeem(Tx tx, String caseId, String requestDigest, String answerDigest) {
        var seen = store.find(tx, caseId);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        var c = seen.get();
        var content = ExceptionCase.content(requestDigest, answerDigest, c.textNow());
        var now = clock.instant();
        if (rules.apply(c.standing(), new Act.Carry(content), NOBODY, now)
                        instanceof Result.Moved(var next)
                && store.move(tx, c, next, new Moved(c.textNow(), c.settledAt(), c.dueAt(), now))) {
            return Optional.of(new Grant(caseId, c.opened().callId(), c.textNow()));
        }
        return Optional.empty();
    }

    /// Why an approval is not theirs, although another decision is.
    Optional<String> whyNotApprove(ExceptionCase c, Actor actor) {
        return CategoryRules.whyNotApprove(c, actor);
    }

    Optional<String> whyNot(ExceptionCase c, Actor actor) {
        return rules.mayNot(c.standing(), actor).map(no -> Refusals.words(no, c));
    }

    boolean mayBreakGlass(ExceptionCase c, Actor actor) {
        return would(c, new Act.BreakGlass(c.version(), c.standing().content()), actor);
    }

    boolean mayUndo(ExceptionCase c, Actor actor) {
        return would(c, new Act.Undo(c.version(), c.standing().content()), actor);
    }

    private boolean would(ExceptionCase c, Act act, Actor actor) {
        return rules.apply(c.standing(), act, actor, clock.instant()) instanceof Result.Moved;
    }

    void refuseUnlessMay(Tx tx, ExceptionCase c, Identity identity) {
        rules.mayNot(c.standing(), delegations.actor(tx, identity))
                .ifPresent(no -> {
                    throw refusals.of(no, c);
                });
    }

    private static final Actor NOBODY = new Actor("system:desk", List.of());

    private Standing moved(ExceptionCase seen, Act act, Actor actor, Instant now) {
        return switch (rules.apply(seen.standing(), act, actor, now)) {
            case Result.Moved(var next) -> next;
            case Result.Refused(var no) -> throw refusals.of(no, seen);
        };
    }

    private static Act act(ExceptionCase seen, int version, Decision decision, String text) {
        var content = seen.standing().content();
        return switch (decision) {
            case Decision.Approve _ -> new Act.Approve(version, content);
            case Decision.EditAndApprove _ ->
                    new Act.EditAndApprove(
                            version,
                            content,
                            ExceptionCase.content(
                                    seen.opened().requestDigest(),
                                    seen.opened().answerDigest(),
                                    text),
                            Materiality.differ(seen.textNow(), text));
            case Decision.Deny _ -> new Act.Deny(version, content);
            case Decision.Escalate(var role, _) -> new Act.Escalate(version, content, role);
            case Decision.BreakGlass _ -> new Act.BreakGlass(version, content);
        };
    }

    private ExceptionCase write(
            Tx tx,
            ExceptionCase seen,
            Standing next,
            String text,
            Instant due,
            Instant now,
            Optional<Decided> decided) {
        var settledAt =
                next.isOpen()
                        ? Optional.<Instant>empty()
                        : seen.settledAt().or(() -> Optional.of(now));
        if (!store.move(tx, seen, next, new Moved(text, settledAt, due, now))) {
            throw refusals.tooLate(desk.require(tx, seen.id()));
        }
        decided.ifPresent(d -> {
            store.insertDecision(tx, seen.id(), d, seen.shownDigest());
            record(tx, seen, d);
        });
        return desk.require(tx, seen.id());
    }

    private void settled(Tx tx, ExceptionCase after) throws Exception {
        timers.cancel(tx, BREACH, after.id());
        timers.cancel(tx, EXPIRY, after.id());
        if (after.state() == ExceptionCase.State.APPROVED && !after.decisions().isEmpty()) {
            Conditions.ends(after.opened(), after.decisions().getLast().conditions())
                    .ifPresent(end -> timers.set(tx, EXEMPTION, after.id(), end));
        }
        for (var listener : listeners) {
            listener.settled(tx, after);
        }
    }

    private void requireSomebody(ExceptionCase seen, String role, Identity identity) {
        var others =
                people.holding(role).stream()
                        .anyMatch(p ->
                                !p.id().equals(seen.opened().raisedBy())
                                        && !p.id().equals(identity.id()));
        if (!others) {
            throw Refusals.problem(
                    422,
                    "nobody-there",
                    "Nobody would see it",
                    "nobody else who may decide this case holds `" + role + "`",
                    "choose a role that somebody holds");
        }
    }

    /// Approving past the groups is loud: somebody else looks at it afterwards, in any case.
    private void openReview(Tx tx, ExceptionCase after, Identity by, String playbook) {
        var why = after.decisions().getLast().justification();
        var commander = CategoryRules.isReviewed(after);
        var text =
                (commander ? "Override approved by " : "Approved in an emergency by ")
                        + by.id()
                        + ": "
                        + why;
        desk.open(
                tx,
                new NewCase(
                        NewCase.Kind.REVIEW,
                        "Review: " + after.opened().title(),
                        by.id(),
                        by.person().roles().stream().sorted().findFirst().orElse(""),
                        REVIEWER,
                        after.id(),
                        after.opened().tool(),
                        after.opened().requestShown(),
                        text,
                        List.of(
                                new Reason(
                                        commander ? "rollback-override" : "break-glass",
                                        commander
                                                ? "the incident commander approved it past the"
                                                        + " rules; was that right, and which policy"
                                                        + " or training should change?"
                                                : "this was approved in an emergency, past the"
                                                        + " groups that approve it",
                                        by.id(),
                                        "",
                                        "case")),
                        after.opened().requestDigest(),
                        Digests.hex(text),
                        playbook,
                        "",
                        "",
                        "",
                        Optional.empty(),
                        REVIEW_WITHIN,
                        Optional.empty(),
                        List.of()));
    }

    private static List<String> via(Standing next, Identity identity) {
        return next.signatures().stream()
                .filter(s -> s.person().equals(identity.id()))
                .map(Signature::via)
                .findFirst()
                .orElse(List.of());
    }

    private Decided decided(
            Decision decision, Identity identity, List<String> via, String playbook, Instant now) {
        var kind =
                switch (decision) {
                    case Decision.Approve _ -> Decided.Kind.APPROVED;
                    case Decision.EditAndApprove _ -> Decided.Kind.EDITED_AND_APPROVED;
                    case Decision.Deny _ -> Decided.Kind.DENIED;
                    case Decision.Escalate _ -> Decided.Kind.ESCALATED;
                    case Decision.BreakGlass _ -> Decided.Kind.BROKE_GLASS;
                };
        return new Decided(
                ids.next("dec"),
                kind,
                identity.id(),
                decision.justification().text(),
                decision instanceof Decision.EditAndApprove(var text, _, _)
                        ? Optional.of(text)
                        : Optional.empty(),
                decision instanceof Decision.Escalate(var role, _)
                        ? Optional.of(role)
                        : Optional.empty(),
                playbook,
                via,
                decision.conditions(),
                now);
    }

    private Decided plain(Decided.Kind kind, String by, String why, String playbook, Instant now) {
        return new Decided(
                ids.next("dec"),
                kind,
                by,
                why,
                Optional.empty(),
                Optional.empty(),
                playbook,
                List.of(),
                Map.of(),
                now);
    }

    private void record(Tx tx, ExceptionCase seen, Decided decided) {
        var facts = new HashMap<String, Object>();
        facts.put("call", seen.opened().callId());
        facts.put("shown_request_digest", seen.opened().requestDigest());
        facts.put("shown_answer_digest", seen.opened().answerDigest());
        facts.put("shown_content_digest", seen.standing().content());
        facts.put("playbook_version", decided.playbookVersion());
        facts.put("rules", seen.opened().reasons().stream().map(Reason::rule).toList());
        facts.put("prompt", seen.opened().prompt());
        facts.put("model", seen.opened().model());
        facts.put("decision", decided.id());
        seen.opened()
                .facts()
                .ifPresent(f -> {
                    facts.put("category", f.category());
                    facts.put("service", f.service());
                });
        if (!decided.via().isEmpty()) {
            facts.put("via", decided.via());
        }
        if (!decided.conditions().isEmpty()) {
            facts.put("until", decided.conditions().getOrDefault("until", ""));
        }
        decided.answer().ifPresent(text -> facts.put("approved_answer_digest", Digests.hex(text)));
        decided.escalatedTo().ifPresent(role -> facts.put("escalated_to", role));
        var action = "case." + decided.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
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
    private void expire(Tx tx, String id) throws Exception {
        var found = store.find(tx, id);
        if (found.isEmpty()
                || !(rules.apply(found.get().standing(), new Act.Expire(), NOBODY, clock.instant())
                        instanceof Result.Moved(var next))) {
            return;
        }
        var seen = found.get();
        ledger.append(
                tx,
                new Entry(
                        "case.expired", "system:desk", id, Map.of("call", seen.opened().callId())));
        settled(
                tx,
                write(
                        tx,
                        seen,
                        next,
                        seen.textNow(),
                        seen.dueAt(),
                        clock.instant(),
                        Optional.empty()));
    }

    private void exemptionEnds(Tx tx, String id, Instant endedAt) {
        var found = store.find(tx, id);
        if (found.filter(c -> c.state() == ExceptionCase.State.APPROVED).isPresent()) {
            ledger.append(
                    tx,
                    new Entry(
                            "exemption.ended",
                            "system:desk",
                            id,
                            Map.of("until", endedAt.toString())));
        }
    }
}
