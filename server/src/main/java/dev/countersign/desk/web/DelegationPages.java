package dev.countersign.desk.web;

import dev.countersign.desk.Delegation;
import dev.countersign.desk.Desk;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Lending one's role at the desk while one is away, and taking it back.
public final class DelegationPages {
    private final Desk desk;
    private final People people;
    private final Frames frames;
    private final InstantSource clock;

    public DelegationPages(Desk desk, People people, Frames frames, InstantSource clock) {
        this.desk = desk;
        this.people = people;
        this.frames = frames;
        this.clock = clock;
    }

    /// What the page shows.
    ///
    /// @param colleagues who may stand in
    public record View(
            List<Delegation> lent,
            List<Delegation> borrowed,
            List<String> roles,
            List<Person> colleagues,
            Map<String, String> names,
            String today,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    public void mount(Web web) {
        web.get("/delegations", e -> show(e, "", 200));
        web.post("/delegations", this::make);
        web.post("/delegations/:id/end", this::end);
    }

    private void make(Exchange e) {
        try {
            var zone = e.identity().person().zone();
            desk.delegations()
                    .make(
                            e.identity(),
                            e.param("to"),
                            e.param("role"),
                            day(e, "from", zone, 0),
                            day(e, "until", zone, 1),
                            e.rawParam("reason"));
            e.redirect("/delegations");
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private void end(Exchange e) {
        desk.delegations().end(e.identity(), e.pathParam("id"));
        e.redirect("/delegations");
    }

    /// The start of a day, or of the day after it, where the person is; today starts now.
    private Instant day(Exchange e, String field, ZoneId zone, int after) {
        try {
            var day = LocalDate.parse(e.param(field)).plusDays(after);
            var start = day.atStartOfDay(zone).toInstant();
            var now = clock.instant();
            return after == 0 && start.isBefore(now) ? now : start;
        } catch (DateTimeParseException wrong) {
            throw new Problem(
                            422,
                            "delegation",
                            "No delegation",
                            "`" + field + "` is no day",
                            "choose a day")
                    .asException();
        }
    }

    private void show(Exchange e, String error, int status) {
        var me = e.identity();
        var all = desk.delegations().open();
        e.html(
                status,
                e.rendered(
                        "page/delegations.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "work", "Standing in"),
                                "view",
                                new View(
                                        all.stream().filter(d -> d.from().equals(me.id())).toList(),
                                        all.stream().filter(d -> d.to().equals(me.id())).toList(),
                                        me.person().roles().stream().sorted().toList(),
                                        people.everyone().stream()
                                                .filter(p -> p.active() && !p.id().equals(me.id()))
                                                .toList(),
                                        people.everyone().stream()
                                                .collect(
                                                        Collectors.toMap(Person::id, Person::name)),
                                        LocalDate.ofInstant(clock.instant(), me.person().zone())
                                                .toString(),
                                        error))));
    }
}
