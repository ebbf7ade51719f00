package dev.countersign.playbook;

import dev.countersign.escalation.Contact;
import dev.countersign.escalation.Whom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// What a name of the organisation file stands for: a role that somebody may hold, an owner's key,
/// a person's id or a contact.
final class Naming {
    private final Named named;
    private final Collection<Organisation.Member> people;
    private final Map<String, String> owners;
    private final Map<String, Contact> contacts;

    Naming(
            Named named,
            Collection<Organisation.Member> people,
            Map<String, String> owners,
            Map<String, Contact> contacts) {
        this.named = named;
        this.people = people;
        this.owners = owners;
        this.contacts = contacts;
    }

    /// Empty, with a finding, where it stands for nothing or for two things.
    Optional<Whom> whom(String path, Node node) {
        var name = node instanceof ScalarNode scalar ? scalar.getValue() : "?";
        var meanings = new ArrayList<Whom>();
        var held = people.stream().anyMatch(p -> p.roles().contains(name));
        if (held || Organisation.FURTHER_ROLES.contains(name)) {
            meanings.add(new Whom.Role(name));
        }
        var owner = owners.get(name);
        if (owner != null) {
            meanings.add(new Whom.Person(owner));
        }
        if (isPerson(name)) {
            meanings.add(new Whom.Person(name));
        }
        if (contacts.containsKey(name)) {
            meanings.add(new Whom.Contact(name));
        }
        if (meanings.size() > 1) {
            named.error(
                    node,
                    "ambiguous-name",
                    "`"
                            + path
                            + "`: `"
                            + name
                            + "` is more than one of role, owner, person and"
                            + " contact",
                    "give the contact another name");
            return Optional.empty();
        }
        if (meanings.isEmpty()) {
            named.error(
                    node,
                    "unknown-name",
                    "`" + path + "`: nobody is called `" + name + "` and nobody holds such a role",
                    Schema.closest(name, all())
                            .map(meant -> "did you mean `" + meant + "`?")
                            .orElse("known are " + String.join(", ", all())));
            return Optional.empty();
        }
        var whom = meanings.getFirst();
        if (whom instanceof Whom.Role && !held) {
            named.warn(
                    node,
                    "held-by-nobody",
                    "`" + path + "`: nobody holds the role `" + name + "`, so it is passed over",
                    "give somebody the role under `people`");
        }
        return Optional.of(whom);
    }

    List<Whom> all(String path, List<Node> nodes) {
        var out = new ArrayList<Whom>();
        nodes.forEach(n -> whom(path, n).ifPresent(out::add));
        return out;
    }

    boolean isPerson(String id) {
        return people.stream().anyMatch(p -> p.id().equals(id));
    }

    private Set<String> all() {
        var all = new TreeSet<>(Organisation.FURTHER_ROLES);
        people.forEach(p -> {
            all.add(p.id());
            all.addAll(p.roles());
        });
        all.addAll(owners.keySet());
        all.addAll(contacts.keySet());
        return all;
    }
}
