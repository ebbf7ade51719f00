package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/// A world with people of process quality, classes of defects, a procedure and the prompt that
/// checks work against it.
final class Defective {
    static final String SOPS =
            """
            defects:
              - {id: wrong_fact, title: Wrong fact, meaning: it says what is not so}
              - {id: missing_step, title: Missing step, meaning: something needed is not there}
              - {id: tone, title: Tone}
            sops:
              - id: SOP-1
                title: Change a delivery address
                version: "1"
                owner: max
                steps:
                  - {do: Answer that we look into it., tool: answer_tool, approver: ops_manager}
                  - {do: Call back on the number on file.}
                  - {do: Tell the charge before anything is changed., approver: ops_manager}
            """;

    static final String RECORD =
            "Ticket 17. Called back on the number on file at 14:20 and spoke to anna@example.com. "
                    + "The address was changed at 14:30.";

    private static final String CHECKED =
            """
            1. cannot tell
            2. followed: "Called back on the number on file"
            3. not followed: "The customer agreed to the charge"
            confidence: 0.95\
            """;

    private Defective() {}

    /// Quin and Qed are of process quality.
    static void open(World world) throws Exception {
        for (var id : List.of("quin", "qed")) {
            world.setUp.post(
                    world.administrator,
                    "/v1/people",
                    World.JSON.readTree(
                            """
                            {"id":"%s","name":"%s Quality","email":"%s@world.example",
                             "roles":["process_quality"]}\
                            """
                                    .formatted(id, id.equals("quin") ? "Quin" : "Qed", id)));
        }
        Amended.playbook(
                world,
                text ->
                        text.replace(
                                "    - name: compliance_liaison\n",
                                "    - name: process_quality\n      prompts: [\"sop_check\"]\n"
                                        + "      approvals: []\n    - name: compliance_liaison\n"));
        Amended.organisation(world, text -> text + SOPS);
        prompt(world);
    }

    private static void prompt(World world) throws IOException, InterruptedException {
        world.setUp.prompts(
                world.programme,
                """
                - {name: sop_check, kind: chat, owner: max, summary: Says which steps of a procedure a record shows, text: "Say of each step followed, not followed or cannot tell, and quote the record.", upstream: scripted, model: gpt-test, model_version: "2026-09-01", recipe: stated, streaming: whole}
                """);
    }

    /// Work held against the procedure, with one quote that the record does not have.
    static World.Answer check(World world) {
        world.upstream.answers(CHECKED);
        var made =
                world.post(
                        "quin",
                        "/v1/compliance-checks",
                        World.JSON
                                .createObjectNode()
                                .put("sop", "SOP-1")
                                .put("id", "ticket-17")
                                .put("worker", "fay")
                                .put("text", RECORD)
                                .toString());
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    static World.Answer confirm(
            World world, String by, String check, int step, String said, String words) {
        return world.post(
                by,
                "/v1/compliance-checks/" + check + "/findings",
                "{\"step\":%d,\"said\":\"%s\",\"words\":\"%s\"}".formatted(step, said, words));
    }

    /// What the pages show: a new defect, a classified one with a draft, a signed root cause, and a
    /// check that is confirmed in part. The tool has been reviewed, with wrong answers, before.
    record Work(String defect, String draft, String signed, String check) {
        List<String> pages() {
            return List.of(
                    "/quality",
                    "/quality/defects",
                    "/quality/defects?state=closed",
                    "/quality/defects/" + defect,
                    "/quality/causes",
                    "/quality/causes/new?defect=" + defect,
                    "/quality/causes/" + draft,
                    "/quality/causes/" + signed,
                    "/quality/sops",
                    "/quality/sops/SOP-1",
                    "/quality/sops/SOP-0",
                    "/quality/checks/" + check);
        }

        PageList.State defectRefused() {
            return new PageList.State(
                    "defect-refused",
                    "quin",
                    "/quality/defects/" + defect,
                    page -> {
                        page.selectOption("#class", "tone");
                        page.check("input[name=grade][value=major]");
                        page.fill("#words", "            short            ");
                        page.click("main form button.primary");
                        page.waitForSelector("[role=alert]");
                    });
        }

        PageList.State stepRefused() {
            return new PageList.State(
                    "step-refused",
                    "quin",
                    "/quality/checks/" + check,
                    page -> {
                        page.check("#step-1 input[value=FOLLOWED]");
                        page.click("#step-1 form button.primary");
                        page.waitForSelector("[role=alert]");
                    });
        }

        PageList.State fileRefused() {
            return new PageList.State(
                    "sop-refused",
                    "quin",
                    "/quality/sops",
                    page -> {
                        page.click("details.card summary");
                        page.setInputFiles(
                                "#sop_file",
                                new com.microsoft.playwright.options.FilePayload(
                                        "sop.yaml",
                                        "application/yaml",
                                        "id: SOP-9\ntitle: T\nowner: nobody\n"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
                        page.click("details.card form button.primary");
                        page.waitForSelector("[role=alert]");
                    });
        }
    }

    static Work work(World world) {
        var news = world.get("quin", "/v1/defects?state=new").body().path("defects");
        var first = news.path(0).path("id").asText();
        var second = news.path(1).path("id").asText();
        classify(world, first, "wrong_fact");
        world.upstream.answers("It leaves tomorrow.\nconfidence: 0.97");
        var others = new java.util.ArrayList<String>();
        for (var type : List.of("tone", "missing_step", "wrong_fact")) {
            var call = world.chat("max", "answer", "When does it leave, by " + type + "?").call();
            others.add(raise(world, "max", call, type).body().path("id").asText());
        }
        var draft = cause(world, first);
        var signed = cause(world, others.get(0), others.get(2));
        var page = "/quality/causes/" + signed;
        Session.of(world, "quin").form(page, page + "/sign", "version", "1");
        var check = check(world).body().path("id").asText();
        confirm(world, "quin", check, 3, "not_followed", "");
        return new Work(second, draft, signed, check);
    }

    static World.Answer raise(World world, String by, String call, String type) {
        return world.post(
                by,
                "/v1/defects",
                "{\"call\":\"%s\",\"class\":\"%s\",\"severity\":\"major\",\"words\":\"It names another day than the order.\"}"
                        .formatted(call, type));
    }

    /// A root cause of these, not signed.
    static String cause(World world, String... defects) {
        var body =
                World.JSON
                        .createObjectNode()
                        .put("statement", "The feed of orders is slower than what we promise.")
                        .put("action", "Fetch orders every five minutes, and say how old they are.")
                        .put("owner", "max")
                        .put("due", "2026-12-15");
        var of = body.putArray("defects");
        for (var d : defects) {
            of.add(d);
        }
        body.putArray("whys")
                .add("The tool named the day of an older order.")
                .add("The order had changed an hour before.")
                .add("Orders are fetched once in two hours.");
        var made = world.post("quin", "/v1/root-causes", body.toString());
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.body().path("id").asText();
    }

    static String newest(World world) {
        return world.get("quin", "/v1/defects").body().at("/defects/0/id").asText();
    }

    static World.Answer classify(World world, String defect, String type) {
        var version = world.get("quin", "/v1/defects/" + defect).body().path("version").asInt();
        return world.post(
                "quin",
                "/v1/defects/" + defect + "/class",
                "{\"version\":%d,\"class\":\"%s\",\"severity\":\"critical\",\"words\":\"It names another day than the order.\"}"
                        .formatted(version, type));
    }
}
