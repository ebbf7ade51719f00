package dev.countersign;

import dev.countersign.desk.CaseFacts;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Guard;
import dev.countersign.desk.NewCase;
import dev.countersign.gate.Gate;
import dev.countersign.gate.GateState;
import dev.countersign.gate.Gates;
import dev.countersign.people.People;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Organisation;
import dev.countersign.playbook.Playbooks;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The organisation's gates before the cases of production: those of all exceptions, and those of
/// one category. Whoever has not met them decides with a mentor, where they have one.
final class DeskGuard implements Guard {
    private final Playbooks playbooks;
    private final Gates gates;
    private final People people;

    DeskGuard(Playbooks playbooks, Gates gates, People people) {
        this.playbooks = playbooks;
        this.gates = gates;
        this.people = people;
    }

    @Override
    public Permit of(Tx tx, ExceptionCase about, String person) throws SQLException {
        var organisation = playbooks.active().map(LoadedPlaybook::organisation);
        if (organisation.isEmpty() || about.opened().kind() != NewCase.Kind.EXCEPTION) {
            return new Permit.Alone();
        }
        var missing = new ArrayList<String>();
        for (var gate : of(organisation.get(), about)) {
            if (gates.state(tx, gate, person) instanceof GateState.Shut(var lacking)) {
                missing.addAll(lacking);
            }
        }
        if (missing.isEmpty()) {
            return new Permit.Alone();
        }
        var mentors =
                organisation.get().mentorsOf(person).stream()
                        .filter(m -> !m.equals(person) && people.isActive(tx, m))
                        .toList();
        return mentors.isEmpty()
                ? new Permit.Not(missing)
                : new Permit.WithMentor(mentors, missing);
    }

    private static List<Gate> of(Organisation organisation, ExceptionCase about) {
        var out = new ArrayList<Gate>();
        gate(organisation, Gate.PRODUCTION).ifPresent(out::add);
        about.opened()
                .facts()
                .map(CaseFacts::category)
                .flatMap(c -> gate(organisation, Gate.category(c)))
                .ifPresent(out::add);
        return out;
    }

    private static Optional<Gate> gate(Organisation organisation, String name) {
        return Optional.ofNullable(organisation.gates().get(name)).map(c -> new Gate(name, c));
    }
}
