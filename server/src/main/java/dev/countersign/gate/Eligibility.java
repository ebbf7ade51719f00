package dev.countersign.gate;

import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/// Who may be on call, asked anew each time: nothing here is kept. Threads may share it.
public final class Eligibility {
    private static final String ADMINISTRATOR = "administrator";

    private final Storage storage;
    private final Gates gates;
    private final People people;
    private final Supplier<Gate> gate;

    /// @param gate what the organisation asks for, as it is in force
    public Eligibility(Storage storage, Gates gates, People people, Supplier<Gate> gate) {
        this.storage = storage;
        this.gates = gates;
        this.people = people;
        this.gate = gate;
    }

    /// How somebody stands before the gate.
    public record Standing(Person person, GateState state) {
        public boolean may() {
            return state instanceof GateState.Open;
        }

        /// What is missing, as sentences that say where it is met.
        public List<String> missing() {
            return switch (state) {
                case GateState.Open _ -> List.of();
                case GateState.Shut(var missing) -> missing;
            };
        }
    }

    /// Whether the organisation asks for anything.
    public boolean isAsked() {
        return !gate.get().conditions().isEmpty();
    }

    /// Everybody who works here with a role, by name.
    public List<Standing> everybody() {
        var door = gate.get();
        var candidates =
                people.everyone().stream()
                        .filter(Person::active)
                        .filter(p -> p.roles().stream().anyMatch(r -> !r.equals(ADMINISTRATOR)))
                        .sorted(java.util.Comparator.comparing(Person::name))
                        .toList();
        return storage.read(tx -> {
            var out = new java.util.ArrayList<Standing>();
            for (var p : candidates) {
                out.add(new Standing(p, gates.state(tx, door, p.id())));
            }
            return out;
        });
    }

    /// The front door of whatever puts somebody on call: in the transaction that records it.
    public GateState before(Tx tx, String person) throws SQLException {
        return people.isActive(tx, person)
                ? gates.used(tx, gate.get(), person)
                : new GateState.Shut(List.of("`" + person + "` does not work here now"));
    }
}
