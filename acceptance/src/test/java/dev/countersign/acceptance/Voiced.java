package dev.countersign.acceptance;

import java.time.Duration;
import java.util.List;

/// Things that were said: a survey, a concern, a question, skills, prior learning.
final class Voiced {
    static final List<String> ASKED = List.of("fay", "finn", "max", "mona", "otto", "mia");

    private Voiced() {}

    /// What pages show.
    record Said(String open, String closed, String concern, String proposed, String question) {}

    /// In a world where the workshop and the course `tools` are taught.
    static Said all(World world) {
        mentor(world);
        world.post(
                "fay",
                "/v1/skills/fay",
                "{\"skill\":\"Knows every carrier\",\"use\":\"judges their exceptions\"}");
        world.post(
                "max",
                "/v1/prior-learning",
                "{\"person\":\"fay\",\"subject\":\"tools\",\"evidence\":\"the same course at"
                        + " another company\",\"link\":\"https://files.world.example/801.pdf\"}");
        var proposed =
                world.post(
                                "mona",
                                "/v1/concerns",
                                "{\"learner\":\"fay\",\"question\":\"Who covers nights in week 11?\"}")
                        .body()
                        .path("id")
                        .asText();
        var closed = closed(world);
        return new Said(
                survey(world, "in_fives"),
                closed,
                concern(world),
                proposed,
                question(world, "tools"));
    }

    /// @param publishing when its results are told
    /// @return a survey that is open
    static String survey(World world, String publishing) {
        var now = world.clock.instant();
        var asked =
                world.post(
                        "pam",
                        "/v1/surveys",
                        """
                        {"title":"How is the new role?","marks":["I can do good work here."],
                         "open":["What should change?"],"people":["%s"],"publishing":"%s",
                         "opens":"%s","closes":"%s"}
                        """
                                .formatted(
                                        String.join("\",\"", ASKED),
                                        publishing,
                                        now,
                                        now.plus(Duration.ofDays(2))));
        if (asked.status() != 201) {
            throw new IllegalStateException(asked.text());
        }
        return asked.body().path("id").asText();
    }

    /// A survey that six answered unhappily and that is closed.
    static String closed(World world) {
        var id = survey(world, "at_close");
        for (var person : ASKED) {
            world.post(
                    person,
                    "/v1/surveys/" + id + "/answers",
                    "{\"marks\":{\"q1\":2},\"words\":{\"q2\":\"fewer alerts at night\"}}");
        }
        world.post("pam", "/v1/surveys/" + id + "/close", "{}");
        return id;
    }

    /// mona is fay's mentor in the workshop.
    static void mentor(World world) {
        var named =
                world.post(
                        "max",
                        "/v1/courses/workshop/mentors",
                        "{\"person\":\"fay\",\"mentor\":\"mona\"}");
        if (named.status() != 201) {
            throw new IllegalStateException(named.text());
        }
    }

    /// @return an answered concern
    static String concern(World world) {
        var id =
                world.post(
                                "fay",
                                "/v1/concerns",
                                "{\"question\":\"Will I be replaced by the tool?\"}")
                        .body()
                        .path("id")
                        .asText();
        world.post(
                "max",
                "/v1/concerns/" + id + "/answer",
                "{\"version\":1,\"reality\":\"No post is cut; the work changes.\",\"evidence\":\"the"
                        + " budget\\nthe letter\"}");
        return id;
    }

    /// @return a question on the module `one` of a course, with an answer
    static String question(World world, String pack) {
        var at = "/v1/courses/" + pack + "/questions";
        var id =
                world.post(
                                "fay",
                                at,
                                "{\"module\":\"one\",\"title\":\"Who decides refunds?\",\"text\":\"Is it **me**?\"}")
                        .body()
                        .path("id")
                        .asText();
        world.post(
                "finn",
                at + "/" + id + "/answers",
                "{\"module\":\"one\",\"text\":\"The manager.\"}");
        return id;
    }

    /// A course that builds on something taught elsewhere.
    static void teachAfter(World world, String id, String prerequisite) {
        var files = World.JSON.createObjectNode();
        files.put(
                "pack.yaml",
                """
                pack: %s
                version: '1'
                title: Advanced
                summary: It builds on another course.
                roles: [frontline_ops]
                minutes: 10
                prerequisites: [%s]
                modules: [one]
                """
                        .formatted(id, prerequisite));
        files.put(
                "modules/one/module.yaml",
                """
                module: M1
                title: More of it
                minutes: 10
                you_will: You can do more.
                outcomes:
                  - {id: M1.1, text: Do more}
                sections:
                  - {id: do, title: Do it, minutes: 10, format: lab, text: do.md, labs: [more]}
                """);
        files.put("modules/one/do.md", "Do it.\n");
        files.put(
                "labs/more.yaml",
                "lab: more\ntitle: More\nmodule: M1\nminutes: 1\noutcomes: [M1.1]\ntext: more.md\nkind:"
                        + " upload\npass: {mentor: true}\n");
        files.put("labs/more.md", "Do what it says.\n");
        var body = World.JSON.createObjectNode();
        body.set("files", files);
        var kept = world.post("pam", "/v1/courses", body.toString());
        if (kept.status() != 201) {
            throw new IllegalStateException(kept.text());
        }
    }
}
