package dev.countersign.coaching.web;

import dev.countersign.coaching.Skills;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Refusals;
import dev.countersign.ui.Web;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What somebody can do already, and what it is good for.
public final class SkillPages {
    private final Skills skills;
    private final People people;
    private final Frames frames;

    public SkillPages(Skills skills, People people, Frames frames) {
        this.skills = skills;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/skills", e -> show(e, e.identity().id(), "", 200));
        web.get("/skills/:person", e -> show(e, e.pathParam("person"), "", 200));
        web.get("/skills/:person/export.csv", this::export);
        web.post("/skills/:person", this::note);
        web.post("/skills/:person/:id/remove", this::remove);
    }

    /// @param others whose skills the reader may see, too
    public record View(
            String person,
            List<Skills.Use> uses,
            boolean own,
            boolean writes,
            List<String> others,
            Map<String, String> names,
            String skill,
            String use,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    private void show(Exchange e, String person, String error, int status) {
        var who = e.identity();
        var names = people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
        e.html(
                status,
                e.rendered(
                        "page/skills.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Skills"),
                                "v",
                                new View(
                                        person,
                                        skills.of(who, person),
                                        who.id().equals(person),
                                        skills.mayWrite(who, person),
                                        skills.readable(who),
                                        names,
                                        e.rawParam("skill"),
                                        e.rawParam("use"),
                                        error))));
    }

    private void export(Exchange e) {
        var person = e.pathParam("person");
        e.download(
                "skills-" + person + ".csv",
                "text/csv; charset=utf-8",
                skills.export(e.identity(), person)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void note(Exchange e) {
        var person = e.pathParam("person");
        Refusals.act(
                e,
                "/skills/" + person,
                () -> skills.note(e.identity(), person, e.rawParam("skill"), e.rawParam("use")),
                (error, status) -> show(e, person, error, status));
    }

    private void remove(Exchange e) {
        var person = e.pathParam("person");
        Refusals.act(
                e,
                "/skills/" + person,
                () -> skills.remove(e.identity(), person, e.pathParam("id")),
                (error, status) -> show(e, person, error, status));
    }
}
