package dev.countersign.change;

import dev.countersign.bundle.Bundles;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.playbook.Playbooks;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Tx;
import java.util.Set;

/// What is in force, and how a change takes its place.
record InForce(People people, Playbooks playbooks, PromptLibrary library, Bundles bundles) {
    /// Whether what the change was compared with is still in force.
    boolean isStill(Tx tx, ChangeRequest change) throws Exception {
        return switch (change.kind()) {
            case PLAYBOOK -> playbooks.isActive(tx, change.base());
            case PROMPT -> library.isLive(tx, change.subject(), Integer.parseInt(change.base()));
            case POLICY -> bundles.isInForce(tx, change.base());
        };
    }

    /// @throws ProblemException 409 where something else came into force since it was proposed
    void requireStill(Tx tx, ChangeRequest change) throws Exception {
        if (!isStill(tx, change)) {
            throw overtaken(change);
        }
    }

    /// @throws ProblemException as [#requireStill]
    void bring(Tx tx, ChangeRequest change) throws Exception {
        requireStill(tx, change);
        switch (change.kind()) {
            case PLAYBOOK ->
                    playbooks.activate(
                            tx, change.subject(), Set.copyOf(change.accepted()), change.proposer());
            case PROMPT ->
                    library.activate(tx, change.subject(), change.version(), change.proposer());
            case POLICY -> bundles.activate(tx, change.subject(), change.proposer());
        }
    }

    /// Whoever waits finds it in force on this node; other nodes follow the ledger.
    void refresh() {
        people.refresh();
        playbooks.refresh();
        library.refresh();
        bundles.refresh();
    }

    private static ProblemException overtaken(ChangeRequest change) {
        return new Problem(
                        409,
                        "overtaken",
                        "No change",
                        "something else came into force since `" + change.id() + "` was proposed",
                        "deny it; whoever proposed it compares again and proposes anew")
                .asException();
    }
}
