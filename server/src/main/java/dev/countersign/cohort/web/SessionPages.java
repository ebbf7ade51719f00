package dev.countersign.cohort.web;

import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.Roll;
import dev.countersign.cohort.Sessions;
import dev.countersign.cohort.Typed;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One session: when and where, how that changed, and who was there.
public final class SessionPages {
    private static final String PAGE = "/learn/sessions/:id";

    private final Cohorts cohorts;
    private final People people;
    private final Frames frames;
    private final InstantSource clock;

    public SessionPages(Cohorts cohorts, People people, Frames frames, InstantSource clock) {
        this.cohorts = cohorts;
        this.people = people;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get(PAGE, e -> page(e, "", 200));
        web.post(PAGE, this::change);
        web.post(PAGE + "/attendance", this::mark);
    }

    /// @param roll empty for learners
    /// @param begun whether attendance may be marked
    public record SessionView(
            Cohorts.Seen seen,
            List<Roll.Line> roll,
            Map<String, String> names,
            boolean begun,
            String reader,
            String error) {
        public String name(String person) {
            return names.getOrDefault(person, person);
        }

        public java.time.LocalDateTime local() {
            return seen.session().starts().atZone(seen.cohort().zone()).toLocalDateTime();
        }

        public long unmarked() {
            return roll.stream().filter(l -> l.history().isEmpty()).count();
        }
    }

    private void page(Exchange e, String error, int status) {
        var seen = cohorts.session(e.identity(), e.pathParam("id"));
        e.html(
                status,
                e.rendered(
                        "page/session.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", seen.session().title()),
                                "v",
                                new SessionView(
                                        seen,
                                        seen.runs()
                                                ? cohorts.roll()
                                                        .lines(e.identity(), seen.session().id())
                                                : List.of(),
                                        people.everyone().stream()
                                                .collect(
                                                        Collectors.toMap(Person::id, Person::name)),
                                        !clock.instant().isBefore(seen.session().starts()),
                                        e.identity().id(),
                                        error))));
    }

    private void change(Exchange e) {
        act(
                e,
                () -> {
                    var seen = cohorts.session(e.identity(), e.pathParam("id"));
                    var sequence = e.intParam("sequence", -1);
                    if (e.param("do").equals("cancel")) {
                        cohorts.sessions()
                                .cancel(
                                        e.identity(),
                                        seen.session().id(),
                                        sequence,
                                        e.rawParam("reason"));
                    } else {
                        cohorts.sessions()
                                .move(
                                        e.identity(),
                                        seen.session().id(),
                                        sequence,
                                        new Sessions.When(
                                                Typed.moment(
                                                        e.param("date") + "T" + e.param("from"),
                                                        seen.cohort().zone()),
                                                e.intParam("minutes", 0),
                                                e.param("place"),
                                                e.param("link")),
                                        e.rawParam("reason"));
                    }
                });
    }

    private void mark(Exchange e) {
        act(
                e,
                () ->
                        cohorts.roll()
                                .mark(
                                        e.identity(),
                                        e.pathParam("id"),
                                        e.param("person"),
                                        Roll.read(e.param("state"), e.intParam("late", 0)),
                                        e.rawParam("reason"),
                                        e.intParam("after", 0)));
    }

    private void act(Exchange e, Runnable act) {
        try {
            act.run();
            e.redirect("/learn/sessions/" + e.pathParam("id"));
        } catch (ProblemException refused) {
            if (refused.problem().status() == 404) {
                throw refused;
            }
            page(e, CohortPages.sentence(refused), refused.problem().status());
        }
    }
}
