package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool that proves itself: work for shadow mode, and its reviews.
final class Proof {
    private Proof() {}

    /// Work with the person's answer, from `from` to `to`, both included.
    static void bring(World world, int from, int to) {
        var body = World.JSON.createObjectNode();
        var items = body.putArray("items");
        for (var i = from; i <= to; i++) {
            items.add(work(i).put("answer", "It leaves on day " + i));
        }
        var taken = world.post("max", "/v1/work-items", body.toString());
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        askAll(world);
    }

    static ObjectNode work(int i) {
        return World.JSON
                .createObjectNode()
                .put("tool", "gated_tool")
                .put("id", "ticket-" + i)
                .put("worker", "fay")
                .put("input", "When does parcel " + i + " of anna@example.com leave?");
    }

    /// The tool answers everything that waits.
    static void askAll(World world) {
        for (var i = 0; i < 10; i++) {
            world.server.shadowDue();
        }
    }

    /// Otto, who owns the tool's quality, reviews what waits.
    ///
    /// @param wrong how many of the tool's answers are found wrong, the first ones
    static int review(World world, int wrong) {
        var waiting = world.get("otto", "/v1/work-items?review=true").body().path("items");
        var n = 0;
        for (var item : waiting) {
            assertThat(item.has("worker") || item.has("confidence") || item.has("call")).isFalse();
            // Only a test can tell: it knows how the person's answers begin.
            var toolFirst = !item.path("first").asText().startsWith("It leaves on ");
            var right = n >= wrong;
            var reviewed =
                    world.post(
                            "otto",
                            "/v1/work-items/" + item.path("id").asText() + "/review",
                            right
                                    ? "{\"first\":true,\"second\":true}"
                                    : "{\"first\":%s,\"second\":%s,\"defect\":\"wrong\",\"words\":\"It names another day than the order.\"}"
                                            .formatted(!toolFirst, toolFirst));
            assertThat(reviewed.status()).as(reviewed.text()).isEqualTo(200);
            n++;
        }
        return n;
    }

    /// Publishes another version of the gated prompt and has it signed.
    static void change(World world, String field, String value) {
        var was = world.get("pam", "/v1/prompts/gated").body().path("versions").path(0);
        var body = ((ObjectNode) was.deepCopy()).put(field, value);
        var published = world.post("pam", "/v1/prompts", body.toString());
        assertThat(published.status()).as(published.text()).isEqualTo(201);
        var proposed =
                world.post(
                        "pam",
                        "/v1/prompts/gated/activate",
                        "{\"version\":%d,\"why\":\"%s\"}"
                                .formatted(published.body().path("version").asInt(), World.WHY));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        world.sign(proposed.body().path("change").asText());
    }
}
