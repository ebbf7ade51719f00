package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/// Changes of the logging policy and the playbook that are watched, in each state of being so.
record Shadowed(World world) {
    private static final String WHY = "the auditors asked for it in October, see HL-3310";

    /// @param running what comes in is judged by it too
    /// @param empty nothing came in yet
    /// @param stopped by a person
    /// @param waiting for signatures
    record Changes(String running, String empty, String stopped, String waiting) {}

    Changes changes(String playbook) {
        var stopped = signed(policies(2, "severity == 'P2'", 0.1));
        var done =
                world.post(
                        "max",
                        "/v1/changes/" + stopped + "/shadow/stop",
                        "{\"justification\":\"the archive team was not asked, see HL-3311\"}");
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        return new Changes(
                signed(policies(3, "severity == 'P4'", 0.05)),
                signed(playbook(playbook)),
                stopped,
                policies(4, "severity == 'P3'", 0.2));
    }

    private String signed(String change) {
        world.sign(change);
        return change;
    }

    private String policies(int version, String escalated, double limit) {
        var files = world.get("pam", "/v1/policies").body().path("files").deepCopy();
        var text =
                files.path("logging.yaml")
                        .asText()
                        .replace("version: \"1\"", "version: \"" + version + "\"")
                        .replace("severity == 'P1'", "severity == 'P1' || " + escalated);
        ((com.fasterxml.jackson.databind.node.ObjectNode) files).put("logging.yaml", text);
        var body = World.JSON.createObjectNode().put("why", WHY);
        body.set("files", files);
        body.putObject("shadow").put("cases", 100).put("limit", limit);
        return proposed(world.post("pam", "/v1/policies", body.toString()));
    }

    private String playbook(String id) {
        var body = World.JSON.createObjectNode().put("why", WHY);
        body.set("accepted", world.get("pam", "/v1/playbooks/" + id).body().path("open_findings"));
        body.putObject("shadow").put("cases", 1_000);
        return proposed(world.post("pam", "/v1/playbooks/" + id + "/activate", body.toString()));
    }

    private static String proposed(World.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().path("change").asText();
    }
}
