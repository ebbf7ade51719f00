package dev.countersign.launch.web;

import dev.countersign.launch.Item;
import dev.countersign.launch.Launch;
import dev.countersign.launch.Launches;
import dev.countersign.launch.Launches.Choices;
import dev.countersign.launch.Launches.Sheet;
import dev.countersign.launch.Wanted;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Refusals;
import dev.countersign.ui.Web;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A launch's checklist, and starting one.
public final class LaunchPages {
    private static final String ALL = "/launch";
    private static final String ONE = ALL + "/:id";
    private static final List<String> RUNS_COHORTS = List.of("programme_manager", "ops_manager");

    private final Launches launches;
    private final People people;
    private final Predicate<Identity> briefs;
    private final BiPredicate<Identity, String> opens;
    private final Frames frames;

    /// @param briefs whether somebody reads the daily brief
    /// @param opens whether a case is for this reader
    public LaunchPages(
            Launches launches,
            People people,
            Predicate<Identity> briefs,
            BiPredicate<Identity, String> opens,
            Frames frames) {
        this.launches = launches;
        this.people = people;
        this.briefs = briefs;
        this.opens = opens;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(ALL, e -> list(e, "", 200));
        web.post(ALL, this::start);
        web.get(ONE, e -> show(e, "", 200));
        web.post(ONE + "/confirm", this::confirm);
        web.post(ONE + "/read-out", this::readOut);
        web.post(ONE + "/call-off", this::callOff);
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    /// @param choices empty for who starts none
    /// @param typed by field, so that nothing is lost
    public record ListView(
            List<Launch> all,
            Map<String, String> names,
            Optional<Choices> choices,
            Map<String, List<String>> typed,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public String text(String field) {
            return typed.getOrDefault(field, List.of()).stream().findFirst().orElse("");
        }

        public boolean has(String field, String value) {
            return typed.getOrDefault(field, List.of()).contains(value);
        }
    }

    private void list(Exchange e, String error, int status) {
        var who = e.identity();
        var typed = new HashMap<String, List<String>>();
        for (var field :
                List.of(
                        "team",
                        "cohort",
                        "person",
                        "monday",
                        "workflow1",
                        "slo1",
                        "target1",
                        "workflow2",
                        "slo2",
                        "target2")) {
            typed.put(field, e.params(field));
        }
        e.html(
                status,
                e.rendered(
                        "page/launches.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "insight", "Launch"),
                                "v",
                                new ListView(
                                        launches.all(who),
                                        names(),
                                        Launches.starts(who)
                                                ? Optional.of(launches.choices(who))
                                                : Optional.empty(),
                                        typed,
                                        error))));
    }

    private void start(Exchange e) {
        var made = new String[] {ALL};
        Refusals.act(
                e,
                () -> made[0],
                () -> made[0] = ALL + "/" + launches.start(e.identity(), wanted(e)).id(),
                (error, status) -> list(e, error, status));
    }

    private static Wanted wanted(Exchange e) {
        return new Wanted(
                e.param("team"),
                e.param("cohort"),
                e.params("person"),
                e.param("monday"),
                List.of(typed(e, "1"), typed(e, "2")));
    }

    private static Wanted.Typed typed(Exchange e, String n) {
        return new Wanted.Typed(
                e.param("workflow" + n), e.rawParam("slo" + n), e.param("target" + n));
    }

    /// @param typed before a refusal
    public record View(
            Sheet sheet,
            Map<String, String> names,
            Identity reader,
            boolean readsBriefs,
            BiPredicate<Identity, String> opens,
            Map<String, String> typed,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        /// Where a record is read; empty for who may not.
        public String href(Item.Seen seen) {
            return switch (seen.door()) {
                case EVERYBODY -> seen.href();
                case COHORTS -> reader.hasAny(RUNS_COHORTS) ? seen.href() : "";
                case BRIEFS -> readsBriefs ? seen.href() : "";
            };
        }

        public boolean opens(String caseId) {
            return opens.test(reader, caseId);
        }

        public String text(String field) {
            return typed.getOrDefault(field, "");
        }
    }

    private void show(Exchange e, String error, int status) {
        var who = e.identity();
        var sheet = launches.see(who, e.pathParam("id"));
        e.html(
                status,
                e.rendered(
                        "page/launch.jte",
                        Map.of(
                                "frame",
                                frames.frame(
                                        e, "insight", "Launch of " + sheet.launch().teamTitle()),
                                "v",
                                new View(
                                        sheet,
                                        names(),
                                        who,
                                        briefs.test(who),
                                        opens,
                                        Map.of(
                                                "words", e.rawParam("words"),
                                                "friday", e.rawParam("friday"),
                                                "said", e.rawParam("said"),
                                                "why", e.rawParam("why")),
                                        error))));
    }

    private void act(Exchange e, Runnable act) {
        Refusals.act(
                e,
                () -> ALL + "/" + e.pathParam("id"),
                act,
                (error, status) -> show(e, error, status));
    }

    private void confirm(Exchange e) {
        act(
                e,
                () ->
                        launches.confirm(
                                e.identity(),
                                e.pathParam("id"),
                                e.param("rbac"),
                                e.param("regions"),
                                e.rawParam("words")));
    }

    private void readOut(Exchange e) {
        act(
                e,
                () ->
                        launches.readOut(
                                e.identity(),
                                e.pathParam("id"),
                                e.param("friday"),
                                e.rawParam("said")));
    }

    private void callOff(Exchange e) {
        act(e, () -> launches.callOff(e.identity(), e.pathParam("id"), e.rawParam("why")));
    }
}
