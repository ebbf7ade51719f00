package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;

/// A course of two weeks with two modules of two days each, and a cohort that takes it. The clock
/// stands on Friday 20 November 2026; it begins on the Monday after.
final class Term {
    static final String PACK = "term";

    final JsonNode cohort;
    private final World world;

    private Term(World world, JsonNode cohort) {
        this.world = world;
        this.cohort = cohort;
    }

    /// @param prerequisites as YAML
    static void teach(World world, String prerequisites) {
        teach(world, prerequisites, false);
    }

    /// @param asks whether the course has a survey, on the Friday of its first week
    private static void teach(World world, String prerequisites, boolean asks) {
        var files = World.JSON.createObjectNode();
        if (asks) {
            files.put(
                    "surveys/week-one.yaml",
                    """
                    survey: week-one
                    title: After a week
                    anonymous: true
                    when: {week: 1, day: friday}
                    items:
                      - {id: good, kind: likert5, text: I learn what I need.}
                    """);
        }
        files.put(
                "pack.yaml",
                """
                pack: term
                version: '1'
                title: A term
                summary: Two weeks of mornings.
                roles: [frontline_ops]
                minutes: 960
                mix: {lecture: 50, lab: 50}
                prerequisites: %s
                attendance: 0.85
                modules: [one, two]
                """
                        .formatted(prerequisites));
        for (var m : java.util.List.of("one", "two")) {
            var n = m.equals("one") ? 1 : 2;
            files.put(
                    "modules/" + m + "/module.yaml",
                    """
                    module: M%1$d
                    title: Part %1$d
                    minutes: 480
                    weeks: [%1$d]
                    you_will: You can do part %1$d.
                    outcomes:
                      - {id: M%1$d.1, text: Do it}
                    sections:
                      - {id: hear, title: Hear it, minutes: 240, format: lecture, text: hear.md}
                      - {id: do, title: Do it, minutes: 240, format: lab, text: do.md, labs: ['%1$d']}
                    """
                            .formatted(n));
            files.put("modules/" + m + "/hear.md", "# Hear it\nListen.\n");
            files.put("modules/" + m + "/do.md", "# Do it\nDo it.\n");
            files.put(
                    "labs/" + n + ".yaml",
                    "lab: '%1$d'\ntitle: Lab %1$d\nmodule: M%1$d\nminutes: 30\noutcomes: [M%1$d.1]\ntext: %1$d.md\nkind: checklist\npass: {steps: all}\nsteps: [{id: a, text: I did this.}]\n"
                            .formatted(n));
            files.put("labs/" + n + ".md", "# Lab\nDo what it says.\n");
        }
        var body = World.JSON.createObjectNode();
        body.set("files", files);
        var kept = world.post("pam", "/v1/courses", body.toString());
        if (kept.status() != 201) {
            throw new IllegalStateException(kept.text());
        }
    }

    /// Two mornings of four hours a week.
    static String wanted(String more) {
        return """
        {"pack": "term", "name": "November", "zone": "Europe/Berlin", "monday": "2026-11-23",
         "days": ["mon", "tue"], "from": "09:00", "minutes": 240, "place": "Room 4",
         "link": "https://meet.example/term", "learners": ["fay", "finn"], "trainers": ["max"],
         "mentors": ["mona"]%s}
        """
                .formatted(more);
    }

    /// As the other, and the course has a survey.
    static Term openWithSurvey(World world) {
        teach(world, "[]", true);
        return opened(world);
    }

    static Term open(World world) {
        teach(world, "[]");
        return opened(world);
    }

    private static Term opened(World world) {
        var opened = world.post("pam", "/v1/cohorts", wanted(""));
        if (opened.status() != 201) {
            throw new IllegalStateException(opened.text());
        }
        return new Term(world, opened.body());
    }

    String id() {
        return cohort.path("id").asText();
    }

    /// @param n from 0
    String session(int n) {
        return cohort.path("sessions").path(n).path("id").asText();
    }

    String at(int session) {
        return "/v1/cohorts/sessions/" + session(session);
    }

    World.Answer mark(String by, int session, String person, String rest) {
        return world.post(
                by, at(session) + "/attendance", "{\"person\":\"" + person + "\"," + rest + "}");
    }

    JsonNode learner(String person) {
        for (var l : world.get("pam", "/v1/cohorts/" + id()).body().path("learners")) {
            if (l.path("person").asText().equals(person)) {
                return l;
            }
        }
        throw new IllegalStateException("no " + person);
    }

    String notices(String person) {
        return world.get(person, "/v1/notices").text();
    }
}
