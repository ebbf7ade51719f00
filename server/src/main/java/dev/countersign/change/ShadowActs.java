package dev.countersign.change;

import dev.countersign.bundle.Bundles;
import dev.countersign.change.ChangeRequest.State;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What people may do with a shadow: look at its cases, stop it, let it go live. Threads may share
/// it.
public final class ShadowActs {
    private final Storage storage;
    private final Desk desk;
    private final InForce inForce;
    private final ChangeStore changes;
    private final Shadows shadows;

    ShadowActs(Storage storage, Desk desk, InForce inForce, ChangeStore changes, Shadows shadows) {
        this.storage = storage;
        this.desk = desk;
        this.inForce = inForce;
        this.changes = changes;
        this.shadows = shadows;
    }

    /// Whether somebody may see which cases were watched: a case is not everybody's.
    public boolean mayLook(Identity who, ChangeRequest change) {
        return who.id().equals(change.proposer())
                || Bundles.mayPropose(who)
                || who.hasAny(signers(desk.find(change.caseId())));
    }

    /// Whether somebody may end the shadow of this change now.
    public boolean mayEnd(Identity who, ChangeRequest change) {
        return change.state() == State.SHADOW
                && isApprover(who, change, signers(desk.find(change.caseId())));
    }

    /// The changes whose shadow has seen enough and waits for this person to look.
    public List<ChangeRequest> waitingFor(Identity who) {
        return shadows.complete().stream().filter(c -> mayEnd(who, c)).toList();
    }

    /// The changes whose shadow was stopped since then, for who proposed them and who signs them.
    public List<ChangeRequest> stoppedFor(Identity who, Instant since) {
        List<ChangeRequest> stopped = storage.read(tx -> changes.stopped(tx, since));
        return stopped.stream()
                .filter(c ->
                        who.id().equals(c.proposer()) || who.hasAny(signers(desk.find(c.caseId()))))
                .toList();
    }

    static boolean isApprover(Identity who, ChangeRequest change, List<String> signers) {
        return !who.id().equals(change.proposer()) && who.hasAny(signers);
    }

    private static List<String> signers(Optional<ExceptionCase> c) {
        return c.map(found -> found.standing().needed()).orElse(List.of());
    }

    /// An approver of the change ends its shadow: it does not go live.
    ///
    /// @throws ProblemException 403, 404, 409 where it is not watched, or 422
    public void stop(Identity by, String id, String why) {
        var reason = new Justification(why);
        storage.writeAndWait(tx -> {
            var change = approversOwn(tx, by, id);
            shadows.ends().stop(tx, change, by.id(), reason.text(), Optional.of(reason));
            return true;
        });
        shadows.refresh();
    }

    /// An approver of the change, and never who proposed it, lets it go live before it has seen
    /// enough, or after, where no limit was set.
    ///
    /// @throws ProblemException as [#stop], and 409 where something else came into force
    public void goLive(Identity by, String id, String why) {
        var reason = new Justification(why);
        storage.writeAndWait(tx -> {
            var change = approversOwn(tx, by, id);
            shadows.ends().requireApproved(tx, change);
            shadows.ends().goLive(tx, change, by.id(), reason.text(), Optional.of(reason));
            return true;
        });
        inForce.refresh();
        shadows.refresh();
    }

    private ChangeRequest approversOwn(Tx tx, Identity by, String id) throws Exception {
        inForce.people().revalidate(tx, by);
        var change =
                changes.find(tx, id)
                        .orElseThrow(() ->
                                Changes.problem(
                                        404,
                                        "unknown-change",
                                        "there is no change `" + id + "`",
                                        "the Changes page lists them"));
        if (change.state() != State.SHADOW) {
            throw Changes.problem(
                    409,
                    "not-watched",
                    "`" + id + "` is not in shadow now",
                    "its page says how it stands");
        }
        var signers = signers(desk.find(tx, change.caseId()));
        if (!isApprover(by, change, signers)) {
            throw Changes.problem(
                    403,
                    "approvers-only",
                    "a shadow is ended by whoever signs such a change, and never by who proposed"
                            + " it",
                    "ask one of "
                            + signers.stream()
                                    .map(s -> "`" + s + "`")
                                    .collect(Collectors.joining(", ")));
        }
        return change;
    }
}
