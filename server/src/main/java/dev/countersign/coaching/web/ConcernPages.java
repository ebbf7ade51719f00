package dev.countersign.coaching.web;

import dev.countersign.coaching.Concern;
import dev.countersign.coaching.Concern.Field;
import dev.countersign.coaching.Concern.Sheet;
import dev.countersign.coaching.Concerns;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Refusals;
import dev.countersign.ui.Web;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The register of concerns.
public final class ConcernPages {
    private static final String ONE = "/concerns/:id";

    private final Concerns concerns;
    private final People people;
    private final Frames frames;

    public ConcernPages(Concerns concerns, People people, Frames frames) {
        this.concerns = concerns;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/concerns", e -> list(e, "", 200));
        web.post("/concerns", this::raise);
        web.get(ONE, e -> show(e, Map.of(), "", 200));
        web.post(ONE + "/consent", this::consent);
        web.post(ONE + "/answer", this::answer);
        web.post(ONE + "/move", this::move);
    }

    /// @param people whose concern the reader could propose, where they are their mentor
    public record Register(
            List<Sheet> all,
            boolean proposes,
            List<Person> people,
            Map<String, String> names,
            String typed,
            String error) {
        public String name(String id) {
            return id.isEmpty() ? "nobody" : names.getOrDefault(id, id);
        }
    }

    private void list(Exchange e, String error, int status) {
        var proposes = e.identity().has("mentor");
        e.html(
                status,
                e.rendered(
                        "page/concerns.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Concerns"),
                                "r",
                                new Register(
                                        concerns.all(e.identity()),
                                        proposes,
                                        proposes
                                                ? people.everyone().stream()
                                                        .filter(Person::active)
                                                        .filter(p ->
                                                                !p.id().equals(e.identity().id()))
                                                        .toList()
                                                : List.of(),
                                        names(),
                                        e.rawParam("question"),
                                        error))));
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private void raise(Exchange e) {
        var learner = e.param("learner");
        Refusals.act(
                e,
                "/concerns",
                () -> {
                    if (learner.isEmpty()) {
                        concerns.raise(
                                e.identity(),
                                e.rawParam("question"),
                                e.param("named").equals("yes"));
                    } else {
                        concerns.propose(e.identity(), learner, e.rawParam("question"));
                    }
                },
                (error, status) -> list(e, error, status));
    }

    /// @param typed before a refusal, by field's name
    public record View(
            Sheet sheet, Map<String, String> names, Map<String, String> typed, String error) {
        public String name(String id) {
            return id.isEmpty() ? "nobody" : names.getOrDefault(id, id);
        }

        public Concern concern() {
            return sheet.concern();
        }

        public String text(Field field) {
            return typed.getOrDefault(field.name(), concern().text(field));
        }

        public String why() {
            return typed.getOrDefault("why", "");
        }
    }

    private void show(Exchange e, Map<String, String> typed, String error, int status) {
        e.html(
                status,
                e.rendered(
                        "page/concern.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "A concern"),
                                "v",
                                new View(
                                        concerns.see(e.identity(), e.pathParam("id")),
                                        names(),
                                        typed,
                                        error))));
    }

    private void consent(Exchange e) {
        var says = e.param("says");
        Refusals.act(
                e,
                "/concerns",
                () ->
                        concerns.consent(
                                e.identity(),
                                e.pathParam("id"),
                                !says.equals("no"),
                                says.equals("named")),
                (error, status) -> show(e, Map.of(), error, status));
    }

    private void answer(Exchange e) {
        var fields = new EnumMap<Field, String>(Field.class);
        for (var f : Field.values()) {
            fields.put(f, e.rawParam(f.name()));
        }
        var typed =
                fields.entrySet().stream()
                        .collect(Collectors.toMap(f -> f.getKey().name(), Map.Entry::getValue));
        Refusals.act(
                e,
                "/concerns/" + e.pathParam("id"),
                () ->
                        concerns.answer(
                                e.identity(), e.pathParam("id"), e.intParam("version", 0), fields),
                (error, status) -> show(e, typed, error, status));
    }

    private void move(Exchange e) {
        var id = e.pathParam("id");
        var version = e.intParam("version", 0);
        Refusals.act(
                e,
                "/concerns/" + id,
                () -> {
                    switch (e.param("do")) {
                        case "escalate" ->
                                concerns.escalate(e.identity(), id, version, e.rawParam("why"));
                        case "settle" ->
                                concerns.settle(e.identity(), id, version, e.rawParam("why"));
                        default -> concerns.take(e.identity(), id, version);
                    }
                },
                (error, status) -> show(e, Map.of("why", e.rawParam("why")), error, status));
    }
}
