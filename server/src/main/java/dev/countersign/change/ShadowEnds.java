package dev.countersign.change;

import dev.countersign.change.ChangeRequest.State;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The two ways in which a shadow ends, each written once, with the figures.
record ShadowEnds(
        Ledger ledger,
        Desk desk,
        InForce inForce,
        ChangeStore changes,
        ShadowStore store,
        Timers timers,
        InstantSource clock,
        String timer) {

    /// It does not go live.
    ///
    /// @param said what its page says of the end
    /// @param why what a person wrote; empty where it ended by itself
    void stop(Tx tx, ChangeRequest change, String by, String said, Optional<Justification> why) {
        ended(tx, change, State.STOPPED, by, said);
        var facts = figures(tx, change);
        if (why.isEmpty()) {
            facts.put("because", said);
        }
        record(tx, "change.shadow-stopped", change, by, facts, why);
    }

    void goLive(Tx tx, ChangeRequest change, String by, String said, Optional<Justification> why)
            throws Exception {
        inForce.bring(tx, change);
        ended(tx, change, State.IN_FORCE, by, said);
        var facts = figures(tx, change);
        record(
                tx,
                why.isPresent() ? "change.shadow-cut-short" : "change.shadow-passed",
                change,
                by,
                facts,
                why);
        facts.put("subject", change.subject());
        ledger.append(
                tx, new Entry("change.came-into-force", change.proposer(), change.id(), facts));
    }

    /// Looked at in the unit of work that goes live: an approval may have been overturned.
    void requireApproved(Tx tx, ChangeRequest change) {
        if (desk.find(tx, change.caseId())
                .filter(c -> c.state() == ExceptionCase.State.APPROVED)
                .isEmpty()) {
            throw Changes.problem(
                    409,
                    "not-approved",
                    "the approval of `" + change.id() + "` does not stand any more",
                    "propose it anew");
        }
    }

    private void ended(Tx tx, ChangeRequest change, State to, String by, String said) {
        var now = clock.instant();
        changes.settle(tx, change.id(), to, now);
        store.end(tx, change.id(), new Shadow.End(now, by, said));
        timers.cancel(tx, timer, change.id());
    }

    private Map<String, Object> figures(Tx tx, ChangeRequest change) {
        var shadow = store.find(tx, change.id()).orElseThrow();
        var facts = new HashMap<String, Object>();
        facts.put("cases", (long) shadow.ask().cases());
        facts.put("watched", (long) shadow.figures().watched());
        facts.put("differed", (long) shadow.figures().differed());
        facts.put("limit", limit(shadow.ask()));
        facts.put("case", change.caseId());
        return facts;
    }

    static String limit(ShadowAsk ask) {
        return ask.limit().map(l -> l.toPlainString()).orElse("none");
    }

    private void record(
            Tx tx,
            String action,
            ChangeRequest change,
            String by,
            Map<String, Object> facts,
            Optional<Justification> why) {
        ledger.append(
                tx,
                new Entry(
                        action,
                        by,
                        change.id(),
                        facts,
                        why.<Map<String, Personal>>map(
                                        w -> Map.of("justification", new Personal(by, w.text())))
                                .orElse(Map.of())));
    }
}
