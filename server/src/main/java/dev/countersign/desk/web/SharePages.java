package dev.countersign.desk.web;

import dev.countersign.desk.Assignments;
import dev.countersign.desk.Desk;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Directory;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Giving work to people: one case, or all that waits, with a preview.
public final class SharePages {
    private final Desk desk;
    private final Directory people;
    private final Function<String, Set<String>> skills;
    private final Frames frames;

    /// @param skills what a person knows well
    public SharePages(
            Desk desk, Directory people, Function<String, Set<String>> skills, Frames frames) {
        this.desk = desk;
        this.people = people;
        this.skills = skills;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/work/share-out", e -> show(e, List.of(), 200));
        web.post("/work/share-out", this::share);
        web.post("/cases/:id/assign", this::assign);
    }

    private void show(Exchange e, List<String> refused, int status) {
        var plan = desk.assignments().plan(e.identity(), skills);
        e.html(
                status,
                e.rendered(
                        "page/share-out.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "work", "Share out"),
                                "plan",
                                plan,
                                "most",
                                Assignments.MOST,
                                "refused",
                                refused,
                                "names",
                                names())));
    }

    private void share(Exchange e) {
        var chosen = new LinkedHashMap<String, String>();
        for (var pair : e.params("give")) {
            var at = pair.indexOf('>');
            if (at > 0) {
                chosen.put(pair.substring(0, at), pair.substring(at + 1));
            }
        }
        var refused = desk.assignments().shareOut(e.identity(), chosen);
        if (refused.isEmpty() && !chosen.isEmpty()) {
            e.redirect("/work?tab=all&state=open");
        } else {
            show(
                    e,
                    chosen.isEmpty() ? List.of("no case is ticked; tick one") : refused,
                    chosen.isEmpty() ? 422 : 409);
        }
    }

    private void assign(Exchange e) {
        try {
            desk.assignments().assign(e.identity(), e.pathParam("id"), e.param("to"));
        } catch (ProblemException refused) {
            var p = refused.problem();
            throw new dev.countersign.kernel.Problem(
                            p.status(),
                            p.code(),
                            p.title(),
                            Words.sentences(p.detail()),
                            p.remedy())
                    .asException();
        }
        e.redirect("/cases/" + e.pathParam("id"));
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }
}
