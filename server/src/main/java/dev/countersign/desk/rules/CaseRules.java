package dev.countersign.desk.rules;

import dev.countersign.desk.rules.Result.Moved;
import dev.countersign.desk.rules.Result.Refusal;
import dev.countersign.desk.rules.Result.Refused;
import dev.countersign.desk.rules.Standing.Last;
import dev.countersign.desk.rules.Standing.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one choke point: every decision about a case, whoever takes it and wherever, comes out of
/// [#apply]. Pure. Each rule is one small method, so that a test can break one and see it found.
public class CaseRules {
    private final Terms terms;

    public CaseRules(Terms terms) {
        this.terms = terms;
    }

    public final Result apply(Standing s, Act act, Actor actor, Instant now) {
        if (act instanceof Act.Personal personal && isStale(s, personal)) {
            return refused(Refusal.STALE);
        }
        return switch (act) {
            case Act.Approve _ -> approve(s, actor, now);
            case Act.EditAndApprove edit -> edit(s, edit, actor, now);
            case Act.Deny _ -> deny(s, actor, now);
            case Act.Escalate(_, _, var role) -> escalate(s, role, actor, now);
            case Act.Overturn(_, _, var expires) -> overturn(s, expires, actor, now);
            case Act.Undo _ -> undo(s, actor, now);
            case Act.BreakGlass _ -> breakGlass(s, actor, now);
            case Act.Amend(var content) -> amend(s, content);
            case Act.Expire _ -> expire(s, now);
            case Act.Climb(var role) -> climb(s, role, now);
            case Act.GiveUp _ -> giveUp(s);
            case Act.Carry(var content) -> carry(s, content, now);
        };
    }

    /// Why this actor may not decide now; empty where they may.
    public final Optional<Refusal> mayNot(Standing s, Actor actor) {
        return refusal(s, actor, true);
    }

    private Result approve(Standing s, Actor actor, Instant now) {
        var no = decidable(s, now).or(() -> refusal(s, actor, true));
        return no.isPresent()
                ? refused(no.get())
                : moved(signed(s, s.queue(), actor, now), actor, now);
    }

    private Result edit(Standing s, Act.EditAndApprove act, Actor actor, Instant now) {
        var no = decidable(s, now).or(() -> refusal(s, actor, false));
        if (no.isPresent()) {
            return refused(no.get());
        }
        var changed = edited(s, act.content(), actor, needsSecond(s, act.material(), actor));
        return moved(
                changed.secondNeeded() ? changed : signed(changed, s.queue(), actor, now),
                actor,
                now);
    }

    private Result deny(Standing s, Actor actor, Instant now) {
        var no = decidable(s, now).or(() -> refusal(s, actor, false));
        return no.isPresent()
                ? refused(no.get())
                : new Moved(
                        s.with(s.signatures(), Optional.empty())
                                .next(State.DENIED, by(actor, now)));
    }

    private Result escalate(Standing s, String role, Actor actor, Instant now) {
        var no = decidable(s, now).or(() -> refusal(s, actor, false));
        if (no.isPresent()) {
            return refused(no.get());
        }
        if (s.needed().contains(role)) {
            return refused(Refusal.SAME_QUEUE);
        }
        return new Moved(turned(s, role).next(State.OPEN, by(actor, now)));
    }

    private Result overturn(Standing s, Instant expires, Actor actor, Instant now) {
        if (s.isOpen()) {
            return refused(Refusal.NOT_SETTLED);
        }
        if (actor.id().equals(s.requester())) {
            return refused(Refusal.OWN_CASE);
        }
        if (s.needed().stream().allMatch(role -> power(s, actor, role).isEmpty())) {
            return refused(Refusal.NO_POWER);
        }
        if (s.state() == State.APPROVED) {
            return new Moved(
                    s.with(List.of(), ended(s.grant())).next(State.DENIED, by(actor, now)));
        }
        // What was done once is not done again under the same request.
        if (s.grant().filter(Use::used).isPresent()) {
            return refused(Refusal.ALREADY_CARRIED_OUT);
        }
        return new Moved(
                s.with(List.of(), Optional.empty())
                        .with(s.needed(), expires)
                        .inEmergency(false)
                        .next(State.OPEN, by(actor, now)));
    }

    private Result undo(Standing s, Actor actor, Instant now) {
        if (s.last().filter(l -> l.person().equals(actor.id())).isEmpty()
                || s.state() == State.EXPIRED) {
            return refused(Refusal.NOT_YOURS_TO_UNDO);
        }
        if (!now.isBefore(s.last().orElseThrow().at().plus(terms.undoWithin()))
                || !now.isBefore(s.expires())) {
            return refused(Refusal.TOO_LATE_TO_UNDO);
        }
        if (s.grant().filter(Use::used).isPresent()) {
            return refused(Refusal.ALREADY_CARRIED_OUT);
        }
        if (s.isOpen() && s.signatures().stream().noneMatch(g -> g.person().equals(actor.id()))) {
            return refused(Refusal.NOT_YOURS_TO_UNDO);
        }
        var others = s.signatures().stream().filter(g -> !g.person().equals(actor.id())).toList();
        // Nobody undoes an undo, so nobody is the last to have acted.
        return new Moved(
                s.with(others, Optional.empty())
                        .inEmergency(false)
                        .next(State.OPEN, Optional.empty()));
    }

    private Result breakGlass(Standing s, Actor actor, Instant now) {
        var no = decidable(s, now);
        if (no.isPresent()) {
            return refused(no.get());
        }
        if (actor.id().equals(s.requester())) {
            return refused(Refusal.OWN_CASE);
        }
        if (s.secondNeeded() && s.editor().filter(actor.id()::equals).isPresent()) {
            return refused(Refusal.OWN_EDIT);
        }
        // In an emergency nobody acts for somebody else.
        var role =
                actor.powers().stream()
                        .filter(p -> p.via().isEmpty() && terms.emergencyRoles().contains(p.role()))
                        .map(Power::role)
                        .findFirst();
        if (role.isEmpty()) {
            return refused(Refusal.NO_EMERGENCY_ROLE);
        }
        var signature = new Signature(actor.id(), role.get(), List.of(), s.content(), now);
        return new Moved(
                s.with(
                                List.of(signature),
                                Optional.of(
                                        new Use(
                                                s.content(),
                                                now.plus(terms.emergencyValidity()),
                                                false)))
                        .inEmergency(true)
                        .next(State.APPROVED, by(actor, now)));
    }

    /// What was approved was something else, so the approval is gone unless it was used.
    private Result amend(Standing s, String content) {
        if (s.state() == State.DENIED
                || s.state() == State.EXPIRED
                || s.grant().filter(Use::used).isPresent()) {
            return refused(Refusal.NOT_OPEN);
        }
        return s.content().equals(content)
                ? refused(Refusal.SAME_QUEUE)
                : new Moved(
                        amended(s, content).inEmergency(false).next(State.OPEN, Optional.empty()));
    }

    private Result expire(Standing s, Instant now) {
        if (!s.isOpen()) {
            return refused(Refusal.NOT_OPEN);
        }
        return now.isBefore(s.expires())
                ? refused(Refusal.NOT_DUE)
                : new Moved(
                        s.with(List.of(), Optional.empty()).next(State.EXPIRED, Optional.empty()));
    }

    private Result climb(Standing s, String role, Instant now) {
        var no = decidable(s, now);
        if (no.isPresent()) {
            return refused(no.get());
        }
        return s.needed().contains(role)
                ? refused(Refusal.SAME_QUEUE)
                : new Moved(turned(s, role).next(State.OPEN, Optional.empty()));
    }

    private Result giveUp(Standing s) {
        return s.isOpen()
                ? new Moved(
                        s.with(List.of(), Optional.empty()).next(State.EXPIRED, Optional.empty()))
                : refused(Refusal.NOT_OPEN);
    }

    /// The group whose turn it is gives it to another.
    private static Standing turned(Standing s, String role) {
        var groups = new ArrayList<>(s.needed());
        groups.set(groups.indexOf(s.queue()), role);
        return s.with(groups, s.expires());
    }

    private Result carry(Standing s, String content, Instant now) {
        if (s.state() != State.APPROVED || s.grant().isEmpty()) {
            return refused(Refusal.NO_GRANT);
        }
        var grant = s.grant().get();
        if (isUsed(grant)) {
            return refused(Refusal.ALREADY_CARRIED_OUT);
        }
        if (isLapsed(grant, now)) {
            return refused(Refusal.GRANT_LAPSED);
        }
        if (!isSame(grant, content)) {
            return refused(Refusal.OTHER_CONTENT);
        }
        var used = new Use(grant.content(), grant.expires(), true);
        return new Moved(s.with(s.signatures(), Optional.of(used)).next(State.APPROVED, s.last()));
    }

    /// @param role the group whose turn it was
    private Standing signed(Standing s, String role, Actor actor, Instant now) {
        var power = power(s, actor, role).orElseThrow();
        var all = new ArrayList<>(s.signatures());
        all.add(new Signature(actor.id(), power.role(), power.via(), s.content(), now));
        var next = s.with(all, s.grant());
        return isComplete(next)
                ? next.with(
                        all,
                        Optional.of(new Use(s.content(), now.plus(terms.grantValidity()), false)))
                : next;
    }

    private static Result moved(Standing s, Actor actor, Instant now) {
        return new Moved(
                s.next(s.grant().isPresent() ? State.APPROVED : State.OPEN, by(actor, now)));
    }

    private Optional<Refusal> decidable(Standing s, Instant now) {
        return s.isOpen() && !isOver(s, now) ? Optional.empty() : Optional.of(Refusal.NOT_OPEN);
    }

    private Optional<Refusal> refusal(Standing s, Actor actor, boolean approves) {
        if (isOwn(s, actor)) {
            return Optional.of(Refusal.OWN_CASE);
        }
        if (approves && isOwnEdit(s, actor)) {
            return Optional.of(Refusal.OWN_EDIT);
        }
        if (hasSigned(s, actor)) {
            return Optional.of(Refusal.SIGNED_BEFORE);
        }
        if (power(s, actor, s.queue()).isPresent()) {
            return Optional.empty();
        }
        // Say the more telling thing where a power is there and may not be used.
        return Optional.of(Refusal.NO_POWER);
    }

    // ---- the rules, one by one

    /// Nobody decides on something that they were not shown.
    protected boolean isStale(Standing s, Act.Personal act) {
        return act.seenVersion() != s.version() || !act.seenContent().equals(s.content());
    }

    /// Nobody decides on their own case, whatever roles they got since.
    protected boolean isOwn(Standing s, Actor actor) {
        return actor.id().equals(s.requester());
    }

    /// Whoever wrote a changed content does not approve it, where a second person must.
    protected boolean isOwnEdit(Standing s, Actor actor) {
        return s.secondNeeded() && s.editor().filter(actor.id()::equals).isPresent();
    }

    /// One person is one signature, also where they hold two of the roles.
    protected boolean hasSigned(Standing s, Actor actor) {
        return s.signatures().stream().anyMatch(g -> g.isOf(actor.id()));
    }

    /// A power of this role that does not come from the requester, from an editor who may not
    /// approve, or from somebody who has signed: their authority does not grow by passing it on.
    protected Optional<Power> power(Standing s, Actor actor, String role) {
        return actor.powers().stream()
                .filter(p -> p.role().equals(role))
                .filter(p -> !p.via().contains(s.requester()))
                .filter(p -> !s.secondNeeded() || s.editor().filter(p.via()::contains).isEmpty())
                .filter(p ->
                        p.via().stream()
                                .noneMatch(v -> s.signatures().stream().anyMatch(g -> g.isOf(v))))
                .min(java.util.Comparator.comparingInt(p -> p.via().size()));
    }

    /// An edit on top of one's own edit needs whatever that one needed.
    protected boolean needsSecond(Standing s, boolean material, Actor actor) {
        return isOwnEdit(s, actor)
                || switch (terms.secondApprover()) {
                    case NEVER -> false;
                    case MATERIAL -> material;
                    case ALWAYS -> true;
                };
    }

    /// An edit makes the editor the one who answers for the text, and ends every signature.
    protected Standing edited(Standing s, String content, Actor actor, boolean second) {
        return s.with(content, Optional.of(actor.id()), second);
    }

    /// What the source changed was written by nobody here, and ends every signature and grant.
    protected Standing amended(Standing s, String content) {
        return s.with(content, Optional.empty(), false);
    }

    /// Every group has signed.
    protected boolean isComplete(Standing s) {
        return s.remaining().isEmpty();
    }

    /// Time-outs fail closed, also before the timer that says so has run.
    protected boolean isOver(Standing s, Instant now) {
        return !now.isBefore(s.expires());
    }

    protected boolean isUsed(Use grant) {
        return grant.used();
    }

    protected boolean isLapsed(Use grant, Instant now) {
        return !now.isBefore(grant.expires());
    }

    /// What is done is what was approved.
    protected boolean isSame(Use grant, String content) {
        return grant.content().equals(content);
    }

    /// A reversed approval is good for nothing; what was done stays on the record.
    private static Optional<Use> ended(Optional<Use> grant) {
        return grant.filter(Use::used);
    }

    private static Optional<Last> by(Actor actor, Instant now) {
        return Optional.of(new Last(actor.id(), now));
    }

    private static Result refused(Refusal why) {
        return new Refused(why);
    }
}
