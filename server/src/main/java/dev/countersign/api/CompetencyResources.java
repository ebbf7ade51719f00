package dev.countersign.api;

import dev.countersign.credential.Competencies;
import dev.countersign.credential.Decision;
import dev.countersign.credential.Standing;
import dev.countersign.credential.TeamView;
import dev.countersign.kernel.Problem;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/v1/competencies`: what somebody holds, what managers decided.
public final class CompetencyResources {
    private final Competencies competencies;
    private final TeamView team;
    private final InstantSource clock;

    public CompetencyResources(Competencies competencies, TeamView team, InstantSource clock) {
        this.competencies = competencies;
        this.team = team;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/v1/competencies", this::list);
        web.get("/v1/competencies/team", this::team);
        web.post("/v1/competencies/:id/decisions", this::decide);
    }

    private void list(Exchange e) {
        var person = e.param("person").isEmpty() ? e.identity().id() : e.param("person");
        team.require(e.identity(), person);
        var now = clock.instant();
        e.json(
                200,
                Map.of(
                        "person",
                        person,
                        "competencies",
                        competencies.standings(person).stream().map(s -> json(s, now)).toList()));
    }

    private void team(Exchange e) {
        var now = clock.instant();
        e.json(
                200,
                Map.of(
                        "people",
                        team.of(e.identity()).people().stream()
                                .map(r ->
                                        Map.of(
                                                "person",
                                                r.person(),
                                                "competencies",
                                                r.standings().stream()
                                                        .map(s -> json(s, now))
                                                        .toList()))
                                .toList()));
    }

    /// `{"person", "decision": "revoke" | "renew", "reason", "after": 0}`
    private void decide(Exchange e) {
        var f = new Fields(e.json());
        var kind =
                switch (f.text("decision")) {
                    case "revoke" -> Decision.Kind.REVOKED;
                    case "renew" -> Decision.Kind.RENEWED;
                    default ->
                            throw new Problem(
                                            400,
                                            "decision",
                                            "Not a decision",
                                            "`decision` is `" + f.text("decision") + "`",
                                            "make it `revoke` or `renew`")
                                    .asException();
                };
        var standing =
                competencies.decide(
                        e.identity(),
                        f.text("person"),
                        e.pathParam("id"),
                        kind,
                        f.text("reason"),
                        f.number("after", 0));
        e.json(201, json(standing, clock.instant()));
    }

    private static Map<String, Object> json(Standing s, Instant now) {
        var out = new LinkedHashMap<String, Object>();
        out.put("competency", s.competency());
        out.put("title", s.title());
        out.put("state", s.state(now).replace(' ', '_'));
        out.put("level", s.level());
        out.put("level_name", s.levelName());
        out.put("target", s.definitions().getFirst().target());
        out.put("since", s.held().map(h -> h.since().toString()).orElse(""));
        out.put("until", s.held().flatMap(h -> h.until()).map(Instant::toString).orElse(""));
        out.put("decisions", s.decisions().size());
        return out;
    }
}
