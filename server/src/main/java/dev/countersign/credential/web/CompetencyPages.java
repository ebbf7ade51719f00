package dev.countersign.credential.web;

import dev.countersign.credential.Achievements;
import dev.countersign.credential.Competencies;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.Decision;
import dev.countersign.credential.Standing;
import dev.countersign.credential.TeamView;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Csv;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What I hold and what is missing; what my people hold; one person's competency with the words of
/// managers.
public final class CompetencyPages {
    private final Competencies competencies;
    private final Credentials credentials;
    private final TeamView team;
    private final People people;
    private final Frames frames;

    public CompetencyPages(
            Competencies competencies,
            Credentials credentials,
            TeamView team,
            People people,
            Frames frames) {
        this.competencies = competencies;
        this.credentials = credentials;
        this.team = team;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/competencies", e -> mine(e, "", 200));
        web.post("/learn/competencies/credential", this::issue);
        web.get("/learn/competencies/team", this::team);
        web.get("/learn/competencies/team.csv", this::csv);
        web.get("/learn/competencies/:id/:person", e -> one(e, "", "", 200));
        web.post("/learn/competencies/:id/:person", this::decide);
    }

    /// One competency as its holder sees it.
    ///
    /// @param next the level that is asked for next; empty where the highest is held
    /// @param lines what it asks for
    public record Row(Standing standing, String next, List<Achievements.Line> lines) {}

    /// @param soon those that end within a month
    public record Mine(
            List<Row> rows,
            List<Standing> soon,
            List<Credential> credentials,
            List<String> courses,
            Map<String, String> titles,
            boolean seesTeam,
            String error) {
        public String title(Credential c) {
            return titles.getOrDefault(c.name(), c.name());
        }
    }

    private void mine(Exchange e, String error, int status) {
        var who = e.identity();
        var now = frames.format(who).now();
        var standings = competencies.standings(who.id());
        var titles = titles(standings);
        var completed = credentials.coursesCompleted(who.id());
        titles.putAll(completed);
        e.html(
                status,
                e.rendered(
                        "page/competencies.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Competencies"),
                                "m",
                                new Mine(
                                        standings.stream()
                                                .filter(s -> team.concerns(who, s))
                                                .map(this::row)
                                                .toList(),
                                        standings.stream().filter(s -> s.endsSoon(now)).toList(),
                                        credentials.of(who.id()),
                                        completed.keySet().stream().sorted().toList(),
                                        titles,
                                        team.may(who),
                                        error))));
    }

    private static Map<String, String> titles(List<Standing> standings) {
        return standings.stream()
                .collect(
                        Collectors.toMap(
                                Standing::competency,
                                Standing::title,
                                (a, _) -> a,
                                java.util.HashMap::new));
    }

    private Row row(Standing s) {
        for (var d : s.definitions()) {
            for (var rung : d.competency().ladder().entrySet()) {
                if (d.competency().levels().indexOf(rung.getKey()) + 1 > s.level()) {
                    return new Row(
                            s,
                            rung.getKey(),
                            credentials
                                    .achievements()
                                    .lines(rung.getValue(), d.pack(), s.counted()));
                }
            }
        }
        return new Row(s, "", List.of());
    }

    private void issue(Exchange e) {
        try {
            var kind =
                    e.param("kind").equals("course")
                            ? Credential.Kind.COURSE
                            : Credential.Kind.COMPETENCY;
            var made = credentials.issue(e.identity(), kind, e.param("name"));
            e.redirect("/learn/credentials/" + made.id());
        } catch (ProblemException refused) {
            mine(e, sentence(refused), refused.problem().status());
        }
    }

    private void team(Exchange e) {
        var table = team.of(e.identity());
        e.render(
                "page/competency-team.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "learn", "Competencies of the team"),
                        "t",
                        table,
                        "names",
                        names()));
    }

    private void csv(Exchange e) {
        var table = team.of(e.identity());
        var names = names();
        var now = frames.format(e.identity()).now();
        var lines =
                Stream.concat(
                                Stream.of(
                                        Csv.line(
                                                "person",
                                                "name",
                                                "competency",
                                                "title",
                                                "level",
                                                "level_name",
                                                "since",
                                                "until",
                                                "state")),
                                table.people().stream()
                                        .flatMap(p ->
                                                p.standings().stream()
                                                        .map(s ->
                                                                Csv.line(
                                                                        p.person(),
                                                                        names.getOrDefault(
                                                                                p.person(),
                                                                                p.person()),
                                                                        s.competency(),
                                                                        s.title(),
                                                                        String.valueOf(s.level()),
                                                                        s.levelName(),
                                                                        s.held()
                                                                                .map(h ->
                                                                                        h.since()
                                                                                                .toString())
                                                                                .orElse(""),
                                                                        s.held()
                                                                                .flatMap(h ->
                                                                                        h.until())
                                                                                .map(
                                                                                        Object
                                                                                                ::toString)
                                                                                .orElse(""),
                                                                        s.state(now)))))
                        .collect(Collectors.joining("\r\n", "", "\r\n"));
        e.download(
                "competencies.csv",
                "text/csv; charset=utf-8",
                lines.getBytes(StandardCharsets.UTF_8));
    }

    /// @param may whether the reader decides about it
    public record One(
            Standing standing,
            List<Achievements.Line> lines,
            Map<String, String> names,
            boolean may,
            String typed,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public int last() {
            return standing.decisions().isEmpty() ? 0 : standing.decisions().getFirst().number();
        }
    }

    private void one(Exchange e, String error, String typed, int status) {
        var person = e.pathParam("person");
        team.require(e.identity(), person);
        var standing = competencies.standing(person, e.pathParam("id"));
        e.html(
                status,
                e.rendered(
                        "page/competency.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", standing.title()),
                                "o",
                                new One(
                                        standing,
                                        row(standing).lines(),
                                        names(),
                                        Competencies.decides(e.identity())
                                                && !e.identity().id().equals(person),
                                        typed,
                                        error))));
    }

    private void decide(Exchange e) {
        try {
            competencies.decide(
                    e.identity(),
                    e.pathParam("person"),
                    e.pathParam("id"),
                    e.param("do").equals("revoke") ? Decision.Kind.REVOKED : Decision.Kind.RENEWED,
                    e.rawParam("reason"),
                    e.intParam("after", 0));
            e.redirect("/learn/competencies/" + e.pathParam("id") + "/" + e.pathParam("person"));
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (p.status() == 403 || p.status() == 404) {
                throw refused;
            }
            one(e, sentence(refused), e.rawParam("reason"), p.status());
        }
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    static String sentence(ProblemException refused) {
        return refused.problem().detail() + "; " + refused.problem().remedy();
    }
}
