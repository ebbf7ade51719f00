package dev.countersign.gate;

import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes on the ledger when a door opens or shuts for somebody, within a second of its cause; an
/// opening is written at the latest with its first use. It only tells: every use asks the gate
/// itself.
public final class GateWatch {
    private static final List<String> CAUSES =
            List.of(
                    "evidence.",
                    "waiver.",
                    "certificate.",
                    "tool.",
                    "sample.reviewed",
                    "playbook.activated",
                    "prompt.activated",
                    "person.");

    /// @param people ids of those whom the door is for
    public record Door(Gate gate, Set<String> people) {
        public Door {
            people = Set.copyOf(people);
        }
    }

    record Place(String person, String tool) {}

    private final Storage storage;
    private final Ledger ledger;
    private final Gates gates;
    private final Supplier<List<Door>> doors;
    private final InstantSource clock;
    private final StandingStore store = new StandingStore();
    private final AtomicBoolean due = new AtomicBoolean(true);
    private final AtomicReference<Instant> nextEnd = new AtomicReference<>(Instant.MIN);

    /// @param soon runs what a cause asks for, one after the other
    public GateWatch(
            Storage storage,
            Ledger ledger,
            Gates gates,
            Supplier<List<Door>> doors,
            InstantSource clock,
            Executor soon) {
        this.storage = storage;
        this.ledger = ledger;
        this.gates = gates;
        this.doors = doors;
        this.clock = clock;
        for (var cause : CAUSES) {
            ledger.watch(
                    cause,
                    _ -> {
                        if (!due.getAndSet(true)) {
                            soon.execute(this::runDue);
                        }
                    });
        }
    }

    /// Looks where something happened, or where a record or waiver has ended meanwhile.
    public void runDue() {
        if (due.getAndSet(false) || !clock.instant().isBefore(nextEnd.get())) {
            sweep();
        }
    }

    private synchronized void sweep() {
        var gatesByTool = new HashMap<String, Door>();
        doors.get().forEach(d -> gatesByTool.put(d.gate().tool(), d));
        Map<Place, Boolean> told = storage.read(store::told);
        var places = new HashSet<>(told.keySet());
        gatesByTool
                .values()
                .forEach(d -> d.people().forEach(p -> places.add(new Place(p, d.gate().tool()))));
        var changed = new ArrayList<Place>();
        var ends = Instant.MAX;
        for (var place : places) {
            var state =
                    storage.read(tx -> state(tx, gatesByTool.get(place.tool()), place.person()));
            if (state instanceof GateState.Open(_, var until)
                    && until.filter(ends::isAfter).isPresent()) {
                ends = until.get();
            }
            if (told.getOrDefault(place, false) != state instanceof GateState.Open) {
                changed.add(place);
            }
        }
        nextEnd.set(ends);
        changed.forEach(place -> tell(gatesByTool.get(place.tool()), place));
    }

    private GateState state(Tx tx, @Nullable Door door, String person) throws SQLException {
        if (door == null) {
            return new GateState.Shut(List.of("the playbook has no such gate now"));
        }
        return door.people().contains(person)
                ? gates.state(tx, door.gate(), person)
                : new GateState.Shut(List.of("no role that may use it"));
    }

    private void tell(@Nullable Door door, Place place) {
        storage.writeAndWait(tx -> {
            gates.tell(tx, place, state(tx, door, place.person()));
            return true;
        });
    }
}
