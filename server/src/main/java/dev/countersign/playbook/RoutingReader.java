package dev.countersign.playbook;

import dev.countersign.escalation.Contact;
import dev.countersign.escalation.MatrixRow;
import dev.countersign.escalation.ResponseTargets;
import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.TeamTaxonomies;
import dev.countersign.kernel.Finding;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads what the organisation file says about hours, contacts, owners and paths. Names are looked
/// up here, so that a routing only holds names that exist.
final class RoutingReader {
    static final List<String> KEYS =
            List.of(
                    "calendars",
                    "contacts",
                    "approval_matrix",
                    "escalation_paths",
                    "response_targets",
                    "taxonomy",
                    "teams");

    private final String file;
    private final Fields f;
    private final List<Finding> findings;
    private final Named named;

    private RoutingReader(String file, Fields f, List<Finding> findings) {
        this.file = file;
        this.f = f;
        this.findings = findings;
        this.named = new Named(file, findings);
    }

    static Routing read(
            String file,
            Fields f,
            ZoneId zone,
            List<Organisation.Member> people,
            Map<String, String> owners,
            List<Finding> findings) {
        return new RoutingReader(file, f, findings).routing(zone, people, owners);
    }

    private Routing routing(
            ZoneId zone, List<Organisation.Member> people, Map<String, String> owners) {
        var calendars = CalendarsReader.read(file, f.node("calendars"), zone, findings);
        var alone = new Naming(named, people, owners, Map.of());
        var contacts = new LinkedHashMap<String, Contact>();
        for (var entry : named.entries("contacts", f.node("contacts"))) {
            contacts.put(entry.name(), contact(entry, alone, calendars.keySet()));
        }
        var naming = new Naming(named, people, owners, contacts);
        var paths = PathsReader.read(file, f.node("escalation_paths"), naming, findings);
        // A path with a finding of its own is not also unknown.
        var names = new TreeSet<>(paths.keySet());
        new Named(file, new ArrayList<>())
                .entries("escalation_paths", f.node("escalation_paths"))
                .forEach(e -> names.add(e.name()));
        var taxonomy = TaxonomyReader.read(file, f.node("taxonomy"), findings);
        var targets = f.node("response_targets").map(n -> TargetsReader.fields(file, n, findings));
        return new Routing(
                calendars,
                targets.map(t -> calendar(t, Routing.OFFICE, calendars.keySet()))
                        .orElse(Routing.OFFICE),
                targets.map(t -> TargetsReader.read(t, named)).orElse(ResponseTargets.DEFAULT),
                contacts,
                paths,
                matrix(naming, contacts.keySet(), names, taxonomy),
                taxonomy,
                TeamsReader.read(file, f.node("teams"), findings),
                TeamTaxonomies.NONE);
    }

    private Contact contact(Named.Entry entry, Naming naming, Collection<String> calendars) {
        var path = "contacts." + entry.name();
        var c =
                new Fields(
                        file,
                        path,
                        entry.value(),
                        findings,
                        true,
                        Set.of("name", "person", "email", "chat", "calendar"));
        var person = c.optionalText("person");
        person.filter(id -> !naming.isPerson(id))
                .ifPresent(id ->
                        named.error(
                                c.node("person").orElseThrow(),
                                "unknown-person",
                                "`" + path + ".person` is `" + id + "`, who is not listed",
                                "list them under `people`, or leave `person` out for a team"));
        var email = c.text("email");
        if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+")) {
            named.error(
                    c.node("email").orElseThrow(),
                    "wrong-type",
                    "`" + path + ".email` is no address",
                    "write one such as `duty@example.com`");
        }
        return new Contact(
                entry.name(),
                c.text("name"),
                person,
                email,
                c.optionalText("chat").orElse(""),
                calendar(c, Routing.OFFICE, calendars));
    }

    private String calendar(Fields c, String usual, Collection<String> calendars) {
        var name = c.optionalText("calendar");
        if (name.isPresent() && !calendars.contains(name.get())) {
            named.error(
                    c.node("calendar").orElseThrow(),
                    "unknown-calendar",
                    "there is no calendar `" + name.get() + "`",
                    "known are " + String.join(", ", new TreeSet<>(calendars)));
            return usual;
        }
        return name.orElse(usual);
    }

    private Map<String, MatrixRow> matrix(
            Naming naming,
            Collection<String> contacts,
            Collection<String> paths,
            Taxonomy taxonomy) {
        var known = new TreeSet<>(taxonomy.names());
        known.add(Routing.PROCESS_IMPROVEMENT);
        var out = new LinkedHashMap<String, MatrixRow>();
        for (var entry : named.entries("approval_matrix", f.node("approval_matrix"))) {
            if (!known.contains(entry.name())) {
                named.error(
                        entry.key(),
                        "unknown-category",
                        "`" + entry.name() + "` is no category of taxonomy " + taxonomy.version(),
                        Schema.closest(entry.name(), known)
                                .map(meant -> "did you mean `" + meant + "`?")
                                .orElse("known are " + String.join(", ", known)));
            }
            row(entry, naming, contacts, paths).ifPresent(row -> out.put(entry.name(), row));
        }
        return out;
    }

    private Optional<MatrixRow> row(
            Named.Entry entry,
            Naming naming,
            Collection<String> contacts,
            Collection<String> paths) {
        var path = "approval_matrix." + entry.name();
        var r =
                new Fields(
                        file,
                        path,
                        entry.value(),
                        findings,
                        true,
                        Set.of("owner", "contact", "path", "paths"));
        var owner = r.required("owner").flatMap(n -> naming.whom(path + ".owner", n));
        var contact = r.optionalText("contact");
        var usual = r.optionalText("path");
        known(r.node("contact"), contact, "contact", contacts);
        known(r.node("path"), usual, "path", paths);
        var bySeverity = new HashMap<String, String>();
        for (var other : named.entries(path + ".paths", r.node("paths"))) {
            if (!TargetsReader.SEVERITIES.contains(other.name())) {
                named.error(
                        other.key(),
                        "unknown-severity",
                        "`" + other.name() + "` is no severity",
                        "write one of " + String.join(", ", TargetsReader.SEVERITIES));
            }
            known(Optional.of(other.value()), other.text(), "path", paths);
            other.text().ifPresent(name -> bySeverity.put(other.name(), name));
        }
        return owner.map(whom -> new MatrixRow(entry.name(), whom, contact, usual, bySeverity));
    }

    private void known(
            Optional<Node> at, Optional<String> name, String what, Collection<String> known) {
        if (at.isPresent() && name.isPresent() && !known.contains(name.get())) {
            named.error(
                    at.get(),
                    "unknown-" + what,
                    "there is no " + what + " `" + name.get() + "`",
                    known.isEmpty()
                            ? "none is described in this file"
                            : "known are " + String.join(", ", new TreeSet<>(known)));
        }
    }
}
