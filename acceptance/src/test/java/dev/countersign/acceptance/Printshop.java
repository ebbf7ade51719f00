package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Materials of a shipped course: brought into force, made, looked at.
final class Printshop {
    static final String PACK = "ops-engineer-2";
    static final Path SHIPPED = Path.of("../playbooks/courses/" + PACK);

    private final World world;

    Printshop(World world) {
        this.world = world;
    }

    /// Brings the course into force and enrols fay.
    void teach() throws IOException {
        var files = World.JSON.createObjectNode();
        try (var all = Files.walk(SHIPPED)) {
            for (var file : all.filter(f -> f.toString().matches(".*\\.(yaml|md|vtt)")).toList()) {
                files.put(SHIPPED.relativize(file).toString(), Files.readString(file));
            }
        }
        var body = World.JSON.createObjectNode();
        body.set("files", files);
        var kept = world.post("pam", "/v1/courses", body.toString());
        if (kept.status() != 201) {
            throw new IllegalStateException(kept.text());
        }
        world.post("fay", "/v1/courses/" + PACK + "/enrolments", "{}");
    }

    /// Makes all, or one, and waits for it.
    void make(String person, String material) throws InterruptedException {
        var begun =
                world.post(
                        person,
                        "/v1/courses/" + PACK + "/materials",
                        material.isEmpty() ? "{}" : "{\"material\":\"" + material + "\"}");
        if (begun.status() != 202) {
            throw new IllegalStateException(begun.text());
        }
        world.server.materialsMade();
    }

    JsonNode list(String person) {
        return world.get(person, "/v1/courses/" + PACK + "/materials").body();
    }

    JsonNode one(String person, String material) {
        for (var m : list(person).path("materials")) {
            if (m.path("id").asText().equals(material)) {
                return m;
            }
        }
        return World.JSON.missingNode();
    }

    World.Answer say(String person, String material, String step) {
        return world.post(
                person,
                "/v1/courses/" + PACK + "/materials/" + material + "/words",
                "{\"version_id\":\"%s\",\"step\":\"%s\",\"words\":\"read it from end to end\"}"
                        .formatted(one("mona", material).path("version_id").asText(), step));
    }

    /// Everybody whose word it needs says it.
    void deliver(String material) {
        say("sam", material, "expert");
        say("max", material, "ops_lead");
        say("mona", material, "field_test");
        say("otto", material, "field_test");
        var last = say("pam", material, "delivered");
        if (last.status() != 200) {
            throw new IllegalStateException(last.text());
        }
    }
}
