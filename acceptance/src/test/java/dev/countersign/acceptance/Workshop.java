package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// A course with a lab of each kind, learnt by fay, finn, max and otto.
final class Workshop {
    static final String PACK = "workshop";
    static final String WORDS = "\"words\":\"You name what the rule guards, and for whom.\"";

    private static final Map<String, String> LABS =
            Map.ofEntries(
                    Map.entry(
                            "steps",
                            "kind: checklist\npass: {steps: all}\nsteps: [{id: a, text: I did this.}, {id: b,"
                                    + " text: I did that.}]"),
                    Map.entry(
                            "drill", "kind: drill\npass: {score: {least: 4, of: 5}}\nbank: short"),
                    Map.entry(
                            "write",
                            "kind: writing\npass: {words: {least: 3, most: 6, entries: 2}, mentor: true}\nrubric:"
                                    + " just\nkey: write-key.md"),
                    Map.entry("file", "kind: upload\npass: {mentor: true}"),
                    Map.entry("group", "kind: group\npass: {group: {least: 2}}"),
                    Map.entry(
                            "think",
                            "kind: reflection\npass: {words: {most: 50}, mentor: true}\nprivate_to_mentor: true"),
                    Map.entry(
                            "cases",
                            "kind: writing\npass: {mentor: true}\nscenarios: two\nkey: cases-key.md"),
                    Map.entry(
                            "live",
                            "kind: desk\npass: {mentor: true, observed: 2}\non: {exceptions: 2}"),
                    Map.entry(
                            "mocks",
                            "kind: desk\npass: {score: {least: 1, of: 1}}\non: {mocks: 1, in: chat}"),
                    Map.entry("rules", "kind: policy\npass: {mentor: true}"),
                    Map.entry("trend", "kind: dashboard\npass: {words: {least: 3, most: 20}}"),
                    Map.entry(
                            "ask",
                            "kind: queries\npass: {steps: all}\nsteps: [{id: mine, text: I asked it.}]"));

    private static final String COMPETENCY =
            """
            competencies:
              - id: rule-reading
                title: Reads rules
                levels: [awareness, working]
                target: working
                valid_months: 12
                evidence: {all: [{lab: steps}, {any: [{lab: rules}, {course: tools}]}]}
                evidence_of: {awareness: {lab: steps}}
            """;

    private Workshop() {}

    static void teach(World world) {
        teach(world, LABS.keySet().stream().sorted().toList());
    }

    static void teach(World world, List<String> labs) {
        keep(world, labs, LABS);
        for (var person : List.of("fay", "finn", "otto", "max")) {
            world.post(
                    "pam",
                    "/v1/courses/" + PACK + "/enrolments",
                    "{\"person\":\"" + person + "\"}");
        }
    }

    /// The next version of a course of this one lab, which asks for something else.
    static void rewrite(World world, String lab, String asks) {
        keep(world, List.of(lab), Map.of(lab, asks));
    }

    private static void keep(World world, List<String> labs, Map<String, String> asked) {
        var files = World.JSON.createObjectNode();
        files.put(
                "pack.yaml",
                """
                pack: workshop
                version: '%d'
                title: Workshop
                summary: A lab of each kind.
                roles: [frontline_ops]
                minutes: 60
                modules: [one]
                """
                        .formatted(asked.equals(LABS) ? 1 : 2));
        files.put(
                "modules/one/module.yaml",
                """
                module: M1
                title: Doing it
                minutes: 60
                you_will: You can do it.
                outcomes:
                  - {id: M1.1, text: Do it}
                sections:
                  - {id: do, title: Do it, minutes: 60, format: lab, text: do.md, labs: [%s]}
                """
                        .formatted(String.join(", ", labs)));
        files.put("modules/one/do.md", "# Do it\nOne lab after the other.\n");
        for (var lab : labs) {
            files.put(
                    "labs/" + lab + ".yaml",
                    "lab: %s\ntitle: The %s lab\nmodule: M1\nminutes: 1\noutcomes: [M1.1]\ntext: %s.md\n%s\n"
                            .formatted(lab, lab, lab, asked.get(lab)));
            files.put(
                    "labs/" + lab + ".md",
                    "# The " + lab + " lab\nDo what it says, and write down why.\n");
            if (asked.getOrDefault(lab, "").contains("key:")) {
                files.put("labs/" + lab + "-key.md", "# Key\nLook for the reason.\n");
            }
        }
        if (labs.contains("steps") && labs.contains("rules")) {
            files.put("competencies.yaml", COMPETENCY);
        }
        if (labs.contains("drill")) {
            var bank = new StringBuilder("bank: short\ntitle: Short\nitems:\n");
            for (var i = 0; i < 5; i++) {
                bank.append(
                        "  - id: q%d\n    kind: true_false\n    outcomes: [M1.1]\n    ask: Case %d?\n    answer: true\n    explain: Money moves.\n"
                                .formatted(i, i));
            }
            files.put("banks/short.yaml", bank.toString());
        }
        if (labs.contains("write")) {
            files.put(
                    "rubrics/just.yaml",
                    """
                    rubric: just
                    title: Is it understood?
                    pass: {sum: 2}
                    rows:
                      - {id: facts, title: The facts, load_bearing: true, levels: [None, Some, All]}
                      - {id: words, title: Plain words, levels: [None, Some, All]}
                    """);
        }
        if (labs.contains("cases")) {
            files.put(
                    "scenarios/two.yaml",
                    """
                    scenarios: two
                    title: Two cases
                    items:
                      - id: sc-01
                        difficulty: 1
                        title: A rollback at night
                        service: checkout-api
                        environment: production
                        severity: P3
                        situation: |
                          Orders fail.
                        evidence: |
                          Since the release.
                        answer: {category: rollback, decision: escalate, to: incident_commander, because: They own it at night., mistakes: [Approving it alone.]}
                      - id: sc-02
                        difficulty: 2
                        title: A raised limit
                        service: checkout-api
                        environment: production
                        severity: P3
                        situation: |
                          A customer asks.
                        evidence: |
                          Three times before.
                        answer: {category: customer_exemption, decision: approve, because: It ends by itself., mistakes: [No end date.]}
                    """);
        }
        var body = World.JSON.createObjectNode();
        body.set("files", files);
        var kept = world.post("pam", "/v1/courses", body.toString());
        if (kept.status() != 201) {
            throw new IllegalStateException(kept.text());
        }
    }

    static String at(String lab) {
        return "/v1/courses/" + PACK + "/labs/" + lab;
    }

    /// @param parts names and texts in turn
    static World.Answer save(World world, String person, String lab, String... parts) {
        var body = World.JSON.createObjectNode();
        var all = body.putObject("parts");
        for (var i = 0; i < parts.length; i += 2) {
            all.put(parts[i], parts[i + 1]);
        }
        return world.post(person, at(lab) + "/parts", body.toString());
    }

    static World.Answer handIn(World world, String person, String lab) {
        return world.post(person, at(lab) + "/hand-in", "{}");
    }

    static JsonNode state(World world, String person, String lab) {
        return world.get(person, at(lab)).body();
    }

    static World.Answer judge(
            World world, String by, String lab, String person, boolean passed, String more) {
        var handIn = world.get(person, at(lab)).body().path("hand_in").asInt();
        return world.post(
                by,
                at(lab) + "/judgements",
                "{\"person\":\"%s\",\"hand_in\":%d,\"passed\":%s,%s%s}"
                        .formatted(person, handIn, passed, WORDS, more));
    }

    static void mentor(World world, String person, String mentor) {
        var named =
                world.post(
                        "pam",
                        "/v1/courses/" + PACK + "/mentors",
                        "{\"person\":\"%s\",\"mentor\":\"%s\"}".formatted(person, mentor));
        if (named.status() != 201) {
            throw new IllegalStateException(named.text());
        }
    }

    /// Every lab in a state of its own.
    static void busy(World world) {
        teach(world);
        mentor(world, "fay", "mona");
        save(world, "fay", "think", "entry.1", "<script>alert(1)</script> Who does my old work?");
        save(world, "fay", "write", "entry.1", "one two three", "entry.2", "four five six");
        for (var scenario : List.of("sc-01", "sc-02")) {
            save(
                    world,
                    "fay",
                    "cases",
                    scenario + ".category",
                    "rollback",
                    scenario + ".decision",
                    "escalate",
                    scenario + ".because",
                    "They own it.",
                    scenario + ".to",
                    "incident_commander");
        }
        save(world, "fay", "group", "settled.1", "The machine, up to twelve euros.");
        save(world, "fay", "group", "settled.2", "A person, where the customer is named.");
        world.post("fay", at("group") + "/group", "{\"members\":[\"max\",\"finn\"]}");
        List.of("think", "write", "cases", "group").forEach(lab -> handIn(world, "fay", lab));
        judge(world, "mona", "write", "fay", false, "");
        handIn(world, "fay", "write");
        world.post(
                "mona",
                at("live") + "/observations",
                "{\"person\":\"fay\",\"number\":1," + WORDS + "}");
        world.post("fay", at("live") + "/watch", "{}");
    }

    /// A try that is open.
    static String begin(World world) {
        return world.post("fay", at("drill") + "/tries", "{}").body().path("id").asText();
    }

    /// One that was handed in.
    static String tried(World world) {
        var id = world.post("finn", at("drill") + "/tries", "{}").body().path("id").asText();
        world.post(
                "finn", "/v1/tries/" + id + "/submit", "{\"answers\":{\"q1\":{\"value\":false}}}");
        return id;
    }
}
