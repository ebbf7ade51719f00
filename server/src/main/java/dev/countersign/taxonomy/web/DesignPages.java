package dev.countersign.taxonomy.web;

import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Team;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.TaxonomyFile;
import dev.countersign.taxonomy.Difference;
import dev.countersign.taxonomy.Draft;
import dev.countersign.taxonomy.Taxonomies;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Designing a team's next version: a form, or a file; saved as often as one likes, published once.
public final class DesignPages {
    private static final int SPARE = 2;

    private final Taxonomies taxonomies;
    private final Supplier<Routing> routing;
    private final People people;
    private final Frames frames;

    public DesignPages(
            Taxonomies taxonomies, Supplier<Routing> routing, People people, Frames frames) {
        this.taxonomies = taxonomies;
        this.routing = routing;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/taxonomies/:team/draft", e -> show(e, 200, Refused.NOTHING));
        web.post("/taxonomies/:team/draft", this::save);
        web.post("/taxonomies/:team/draft/file", this::file);
        web.post("/taxonomies/:team/draft/publish", this::publish);
        web.post("/taxonomies/:team/draft/discard", this::discard);
    }

    /// Why nothing was done; the rows are what the person typed.
    record Refused(String error, List<String> because, Optional<List<Row>> rows) {
        static final Refused NOTHING = new Refused("", List.of(), Optional.empty());
    }

    /// What the form shows.
    ///
    /// @param sum of the shares, as saved
    /// @param missing what keeps the draft from being published
    /// @param changes what it changes in the version in force
    public record View(
            Team team,
            Draft draft,
            String savedBy,
            List<Row> rows,
            String sum,
            List<String> missing,
            List<String> changes,
            List<String> kinds,
            List<String> roles,
            List<String> paths,
            String file,
            String why,
            String error,
            List<String> because) {}

    private void save(Exchange e) {
        var rows = Row.of(e);
        keep(e, Row.yaml(rows), Optional.of(rows));
    }

    private void file(Exchange e) {
        keep(e, e.rawParam("file"), Optional.empty());
    }

    private void keep(Exchange e, String yaml, Optional<List<Row>> typed) {
        var team = e.pathParam("team");
        var read = TaxonomyFile.read(yaml);
        if (!read.isUsable()) {
            var sentences =
                    read.findings().stream()
                            .map(f ->
                                    typed.isPresent()
                                            ? Words.sentences(f.sentence(), f.remedy())
                                            : f.asLine())
                            .toList();
            show(e, 422, new Refused("Nothing was saved.", sentences, typed));
            return;
        }
        try {
            taxonomies.save(e.identity(), team, e.intParam("revision", 0), read.categories());
            e.redirect("/taxonomies/" + team + "/draft");
        } catch (ProblemException refused) {
            refused(e, refused, typed);
        }
    }

    private void publish(Exchange e) {
        var team = e.pathParam("team");
        try {
            taxonomies.publish(e.identity(), team, e.intParam("revision", 0), e.rawParam("why"));
            e.redirect("/taxonomies/" + team);
        } catch (ProblemException refused) {
            refused(e, refused, Optional.empty());
        }
    }

    private void discard(Exchange e) {
        var team = e.pathParam("team");
        try {
            taxonomies.discard(e.identity(), team, e.intParam("revision", 0));
            e.redirect("/taxonomies/" + team);
        } catch (ProblemException refused) {
            refused(e, refused, Optional.empty());
        }
    }

    private void refused(Exchange e, ProblemException refused, Optional<List<Row>> typed) {
        var p = refused.problem();
        if (p.status() == 403 || p.status() == 404) {
            throw refused;
        }
        show(
                e,
                p.status(),
                new Refused(Words.sentences(p.detail(), p.remedy()), p.because(), typed));
    }

    private void show(Exchange e, int status, Refused refused) {
        var team = taxonomies.team(e.pathParam("team"));
        taxonomies.requireLead(e.identity(), team.name());
        var draft = taxonomies.draft(team.name());
        var rows =
                new ArrayList<>(
                        refused.rows()
                                .orElseGet(
                                        () -> draft.categories().stream().map(Row::of).toList()));
        for (var i = 0; i < SPARE; i++) {
            rows.add(Row.EMPTY);
        }
        var view =
                new View(
                        team,
                        draft,
                        draft.saved()
                                .flatMap(s -> people.person(s.by()).map(Person::name))
                                .orElse(""),
                        rows,
                        draft.categories().stream()
                                .map(Taxonomy.Category::share)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .toPlainString(),
                        taxonomies.wrong(team.name(), draft.categories()),
                        Difference.inWords(
                                taxonomies.inForce(team.name()).categories(), draft.categories()),
                        Taxonomy.SHIPPED,
                        people.everyone().stream()
                                .filter(Person::active)
                                .flatMap(p -> p.roles().stream())
                                .filter(r -> !r.equals("administrator"))
                                .distinct()
                                .sorted()
                                .toList(),
                        routing.get().paths().keySet().stream().sorted().toList(),
                        e.rawParam("file"),
                        e.rawParam("why"),
                        refused.error(),
                        refused.because());
        e.html(
                status,
                e.rendered(
                        "page/taxonomy-draft.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "policies", "Design for " + team.title()),
                                "view",
                                view)));
    }
}
