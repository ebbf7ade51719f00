package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;

/// Brings another text of the playbook or the organisation file into force, with all signatures.
final class Amended {
    private Amended() {}

    static void organisation(World world, UnaryOperator<String> change) {
        both(world, UnaryOperator.identity(), change);
    }

    static void playbook(World world, UnaryOperator<String> change) {
        both(world, change, UnaryOperator.identity());
    }

    private static void both(
            World world, UnaryOperator<String> playbook, UnaryOperator<String> organisation) {
        var inForce = "";
        for (var p : world.get("pam", "/v1/playbooks").body().path("playbooks")) {
            inForce = p.path("active").asBoolean() ? p.path("id").asText() : inForce;
        }
        var was = world.get("pam", "/v1/playbooks/" + inForce).body();
        var body = World.JSON.createObjectNode();
        body.put("playbook", playbook.apply(was.path("playbook").asText()));
        body.put("organisation", organisation.apply(was.path("organisation").asText()));
        var loaded = world.post("pam", "/v1/playbooks", body.toString());
        assertThat(loaded.status()).as(loaded.text()).isBetween(200, 201);
        var activate = World.JSON.createObjectNode().put("why", World.WHY);
        activate.set("accepted", loaded.body().path("open_findings"));
        var proposed =
                world.post(
                        "pam",
                        "/v1/playbooks/" + loaded.body().path("id").asText() + "/activate",
                        activate.toString());
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        world.sign(proposed.body().path("change").asText());
    }
}
