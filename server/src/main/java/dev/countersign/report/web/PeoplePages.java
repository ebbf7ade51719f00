package dev.countersign.report.web;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Organisation;
import dev.countersign.playbook.Playbooks;
import dev.countersign.retention.Erased;
import dev.countersign.retention.Erasures;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Zones;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who works here: everybody sees it, administrators change it.
public final class PeoplePages {
    private final People people;
    private final Playbooks playbooks;
    private final Erasures erasures;
    private final Frames frames;

    public PeoplePages(People people, Playbooks playbooks, Erasures erasures, Frames frames) {
        this.people = people;
        this.playbooks = playbooks;
        this.erasures = erasures;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/people", e -> list(e, blank(), "", 200));
        web.post("/people", this::add);
        web.get("/people/:id", e -> show(e, require(e), "", 200));
        web.post("/people/:id", this::change);
        web.post("/people/:id/keys/:key/revoke", this::revoke);
    }

    private static Person blank() {
        return new Person("", "", "", ZoneId.of("UTC"), true, Set.of());
    }

    private static boolean mayChange(Exchange e) {
        return e.identity().has("administrator");
    }

    private void list(Exchange e, Person typed, String error, int status) {
        Map<String, Erased> erased =
                people.everyone().stream()
                        .filter(Person::erased)
                        .flatMap(p -> erasures.of(p.id()).stream())
                        .collect(Collectors.toMap(Erased::subject, x -> x));
        e.html(
                status,
                e.rendered(
                        "page/people.jte",
                        model(
                                e,
                                "People",
                                Map.of(
                                        "people", people.everyone(),
                                        "erased", erased,
                                        "typed", typed,
                                        "error", error))));
    }

    private Map<String, Object> model(Exchange e, String title, Map<String, Object> more) {
        var model = new LinkedHashMap<>(more);
        model.put("frame", frames.frame(e, "records", title));
        model.put("roles", roles());
        model.put("zones", Zones.all());
        model.put("mayChange", mayChange(e));
        return model;
    }

    /// The roles of the playbook in force, of the product, and those that somebody has.
    private List<String> roles() {
        var all = new TreeSet<>(Organisation.FURTHER_ROLES);
        playbooks
                .active()
                .map(LoadedPlaybook::playbook)
                .ifPresent(p -> p.rbac().roles().forEach(r -> all.add(r.name())));
        people.everyone().forEach(p -> all.addAll(p.roles()));
        return List.copyOf(all);
    }

    private Person typed(Exchange e, String id, boolean active) {
        var zone = e.param("zone");
        return new Person(
                id,
                e.param("name"),
                e.param("email"),
                ZoneId.of(Zones.known(zone) ? zone : "UTC"),
                active,
                Set.copyOf(e.params("role")));
    }

    private void add(Exchange e) {
        var person = typed(e, e.param("id"), true);
        try {
            if (people.person(person.id()).isPresent()) {
                throw refused(
                        "there is somebody `" + person.id() + "` already", "choose another id");
            }
            complete(person);
            people.change(e.identity(), person);
            e.redirect("/people/" + person.id());
        } catch (ProblemException wrong) {
            list(e, person, words(wrong), wrong.problem().status());
        }
    }

    private void change(Exchange e) {
        var before = require(e);
        var after = typed(e, before.id(), !e.param("active").isEmpty());
        try {
            complete(after);
            people.change(e.identity(), after);
            e.redirect("/people/" + after.id());
        } catch (ProblemException wrong) {
            show(e, after, words(wrong), wrong.problem().status());
        }
    }

    private void complete(Person person) {
        if (person.name().isEmpty() || !person.email().matches("[^@\\s]+@[^@\\s]+")) {
            throw refused("a person needs a name and an address", "fill in both");
        }
        var unknown = new TreeSet<>(person.roles());
        unknown.removeAll(roles());
        if (!unknown.isEmpty()) {
            throw refused("`" + unknown.first() + "` is not a role", "choose from the list");
        }
    }

    private void show(Exchange e, Person person, String error, int status) {
        var listed =
                playbooks
                        .active()
                        .filter(p ->
                                p.organisation().people().stream()
                                        .anyMatch(m -> m.id().equals(person.id())))
                        .isPresent();
        e.html(
                status,
                e.rendered(
                        "page/person.jte",
                        model(
                                e,
                                person.name(),
                                Map.of(
                                        "person", person,
                                        "keys",
                                                mayChange(e)
                                                        ? people.keysOf(person.id())
                                                        : List.of(),
                                        "erased", erasures.of(person.id()),
                                        "listed", listed,
                                        "error", error))));
    }

    private void revoke(Exchange e) {
        if (!mayChange(e)) {
            throw new Problem(
                            403,
                            "administrator",
                            "For administrators",
                            "somebody else's keys are revoked by administrators",
                            "ask one")
                    .asException();
        }
        var person = require(e);
        var key = e.pathParam("key");
        if (people.keysOf(person.id()).stream().anyMatch(k -> k.id().equals(key))) {
            people.revokeKey(key, e.identity().id());
        }
        e.redirect("/people/" + person.id());
    }

    private Person require(Exchange e) {
        var id = e.pathParam("id");
        return people.person(id)
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-person",
                                        "Nobody there",
                                        "there is nobody `" + id + "`",
                                        "the People page lists everyone")
                                .asException());
    }

    private static String words(ProblemException wrong) {
        return wrong.problem().detail() + "; " + wrong.problem().remedy();
    }

    private static RuntimeException refused(String detail, String remedy) {
        return new Problem(422, "person", "Not changed", detail, remedy).asException();
    }
}
