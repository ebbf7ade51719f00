package dev.countersign.gate;

import dev.countersign.gate.GateWatch.Place;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evidence and waivers, and the doors they open. Threads may share it.
public final class Gates {
    /// Who may let somebody through without the evidence.
    private static final List<String> MAY_WAIVE = List.of("programme_manager", "ops_manager");

    private static final Duration LONGEST_WAIVER = Duration.ofDays(90);

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final InstantSource clock;
    private final Ids ids;
    private final GateStore store = new GateStore();
    private final StandingStore standings = new StandingStore();
    private volatile Gate.Way way = (_, _) -> "";
    private volatile Worth worth = Worth.UNKNOWN;

    public Gates(Storage storage, Ledger ledger, People people, InstantSource clock, Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        this.ids = ids;
    }

    /// The state of a gate for a person, from what is recorded: call it in the transaction that
    /// records the use.
    public GateState state(Tx tx, Gate gate, String personId) throws SQLException {
        return gate.conditions().isEmpty()
                ? new GateState.Open(List.of(), Optional.empty())
                : gate.state(
                        store.evidence(tx, personId, gate.tool()),
                        store.waivers(tx, personId, gate.tool()),
                        worth.of(tx, gate.tool()),
                        clock.instant(),
                        way);
    }

    /// As [#state], for somebody who is about to use what it guards: that it is open is on the
    /// ledger with the first use, however soon it shuts again.
    public GateState used(Tx tx, Gate gate, String personId) throws SQLException {
        var state = state(tx, gate, personId);
        if (state instanceof GateState.Open && !gate.conditions().isEmpty()) {
            tell(tx, new Place(personId, gate.tool()), state);
        }
        return state;
    }

    /// Writes down how a door stands, where that is news.
    void tell(Tx tx, Place place, GateState state) {
        var open = state instanceof GateState.Open;
        if (standings.told(tx, place) == open) {
            return;
        }
        standings.tell(tx, place, open, clock.instant());
        ledger.append(
                tx,
                new Entry(
                        open ? "gate.opened" : "gate.shut",
                        "system:gate",
                        place.tool(),
                        Map.of(
                                "person",
                                place.person(),
                                "because",
                                switch (state) {
                                    case GateState.Open(var because, _) -> because;
                                    case GateState.Shut(var missing) -> missing;
                                })));
    }

    /// From now on, what is missing says where it is met.
    public void lead(Gate.Way to) {
        way = to;
    }

    /// From now on, this is asked what tools are worth.
    public void judgeBy(Worth judge) {
        worth = judge;
    }

    /// For pages, which only show it. Blocks.
    public GateState state(Gate gate, String personId) {
        return storage.read(tx -> state(tx, gate, personId));
    }

    /// Since when a person's door stands open, as far as it was told; empty where it is shut.
    public Optional<Instant> openSince(String personId, String tool) {
        return storage.read(tx -> standings.openSince(tx, new Place(personId, tool)));
    }

    public List<Waiver> waivers(int limit) {
        return storage.read(tx -> store.allWaivers(tx, limit));
    }

    /// Lets somebody through, by name and until a date. Nobody waives for themselves.
    ///
    /// @param inForce the gates of which one is meant
    /// @throws dev.countersign.kernel.ProblemException 403; 404 for who is nobody; 422 for a gate
    ///   or a condition that there is none of, a reason too short or a time too long
    public Waiver waive(
            List<Gate> inForce,
            Identity by,
            String personId,
            String tool,
            String conditionType,
            String reason,
            Duration validity) {
        if (!by.hasAny(MAY_WAIVE)) {
            throw refused(
                    403,
                    "may-not-waive",
                    "waivers are granted by " + String.join(" or ", MAY_WAIVE),
                    "ask one of them");
        }
        if (by.id().equals(personId)) {
            throw refused(403, "own-waiver", "nobody waives for themselves", "ask somebody else");
        }
        if (people.person(personId).isEmpty()) {
            throw refused(
                    404, "unknown-person", "there is nobody `" + personId + "`", "check the id");
        }
        requireAsked(inForce, tool, conditionType);
        if (reason.strip().length() < 20) {
            throw refused(
                    422,
                    "waiver-reason",
                    "the reason has fewer than 20 characters",
                    "say why this person can do without the evidence");
        }
        if (validity.compareTo(LONGEST_WAIVER) > 0 || !validity.isPositive()) {
            throw refused(
                    422,
                    "waiver-validity",
                    "a waiver lasts at most 90 days",
                    "choose an earlier end");
        }
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var now = clock.instant();
            var waiver =
                    new Waiver(
                            ids.next("waiver"),
                            personId,
                            tool,
                            conditionType,
                            reason.strip(),
                            by.id(),
                            now,
                            now.plus(validity),
                            Optional.empty());
            store.insert(tx, waiver);
            ledger.append(
                    tx,
                    new Entry(
                            "waiver.granted",
                            by.id(),
                            waiver.id(),
                            Map.of(
                                    "person", personId,
                                    "tool", tool,
                                    "condition", conditionType,
                                    "until", waiver.validUntil().toString()),
                            Map.of("reason", new Personal(by.id(), waiver.reason()))));
            return waiver;
        });
    }

    /// A waiver of what nobody asks for would let nobody through.
    private static void requireAsked(List<Gate> inForce, String tool, String conditionType) {
        var gate = inForce.stream().filter(g -> g.tool().equals(tool)).findFirst();
        if (gate.isEmpty()) {
            var known = inForce.stream().map(Gate::tool).toList();
            throw refused(
                    422,
                    "unknown-gate",
                    "no gate guards `" + tool + "`",
                    known.isEmpty()
                            ? "nothing has a gate now, so there is nothing to waive"
                            : "choose one of " + String.join(", ", known));
        }
        if (!gate.get().waivable().containsKey(conditionType)) {
            throw refused(
                    422,
                    "unknown-condition",
                    "the gate of `" + tool + "` does not ask for `" + conditionType + "`",
                    "choose one of " + String.join(", ", gate.get().waivable().keySet()));
        }
    }

    public void revoke(Identity by, String waiverId) {
        if (!by.hasAny(MAY_WAIVE)) {
            throw refused(403, "may-not-waive", "you may not end waivers", "ask a manager");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (store.revoke(tx, waiverId, clock.instant())) {
                ledger.append(tx, new Entry("waiver.ended", by.id(), waiverId, Map.of()));
            }
            return true;
        });
    }

    /// Records a fact that counts towards a condition, in the transaction of its cause.
    public void record(Tx tx, Evidence told) throws SQLException {
        var id = ids.next("evidence");
        var evidence = told.at(after(tx, told));
        store.insert(tx, id, evidence);
        store.makeNewest(tx, evidence);
        ledger.append(
                tx,
                new Entry(
                        "evidence.recorded",
                        evidence.recordedBy(),
                        id,
                        Map.of(
                                "person", evidence.personId(),
                                "tool", evidence.tool(),
                                "condition", evidence.conditionType(),
                                "amount", evidence.amount().toPlainString(),
                                "source", evidence.source())));
    }

    /// The newest counts, so no two of one condition may have one time.
    private Instant after(Tx tx, Evidence told) throws SQLException {
        return store.evidence(tx, told.personId(), told.tool()).stream()
                .filter(e -> e.conditionType().equals(told.conditionType()))
                .filter(e -> e.tool().equals(told.tool()))
                .map(e -> e.recordedAt().plusMillis(1))
                .filter(t -> t.isAfter(told.recordedAt()))
                .max(Comparator.naturalOrder())
                .orElse(told.recordedAt());
    }

    private static RuntimeException refused(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Waiver refused", detail, remedy).asException();
    }
}
