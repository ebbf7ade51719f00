package dev.countersign.practice;

import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The same people at the practice desk, where everybody has one role: their own queue. So nobody
/// decides or reads another learner's case there, whatever they are at the real desk.
///
/// Whether somebody still is who they were is read from the store that holds people, within the
/// practice store's unit of work: only a read, and one that may be repeated.
public final class Queues implements Directory {
    private final People people;
    private final Storage home;

    /// @param home the store that holds people
    public Queues(People people, Storage home) {
        this.people = people;
        this.home = home;
    }

    /// Nobody's role in a playbook has such a name.
    static String of(String personId) {
        return personId + "'s practice";
    }

    @Override
    public void revalidate(Tx tx, Identity identity) {
        home.read(own -> {
            people.revalidate(own, identity);
            return true;
        });
    }

    @Override
    public Set<String> rolesOf(Tx tx, String personId) {
        var active = home.read(own -> people.isActive(own, personId));
        return active ? Set.of(of(personId)) : Set.of();
    }

    @Override
    public Set<String> rolesNow(String personId) {
        return person(personId).filter(Person::active).isPresent()
                ? Set.of(of(personId))
                : Set.of();
    }

    @Override
    public Optional<Person> person(String id) {
        return people.person(id);
    }

    @Override
    public List<Person> everyone() {
        return people.everyone();
    }

    /// Who holds it at the real desk: a case is passed on to a role that somebody has.
    @Override
    public List<Person> holding(String role) {
        return people.holding(role);
    }
}
