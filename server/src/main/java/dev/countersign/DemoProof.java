package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The example organisation's triage tool proves itself, through the public API.
final class DemoProof {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOOL = "triage_summarizer";
    private static final List<String> WORKERS =
            List.of("mara.lindqvist", "priya.raghunathan", "luca.ferrante");
    private static final String REVIEWER = "kenji.morimoto";
    private static final String MANAGER = "joost.verhaegen";

    /// Short of the fifty that the gate asks for: the last ones are for whoever tries it.
    private static final int REVIEWED = 42;

    /// Work that still waits for a person's answer.
    private static final int OPEN = 6;

    private final SetUp setUp;
    private final String administrator;

    DemoProof(SetUp setUp, String administrator) {
        this.setUp = setUp;
        this.administrator = administrator;
    }

    /// @param tickets of which the last `heldOut` are unknown to the tool
    void load(List<Map<String, String>> tickets, int heldOut)
            throws IOException, InterruptedException {
        var work = tickets.subList(tickets.size() - heldOut, tickets.size());
        await(() ->
                setUp.get(administrator, "/v1/knowledge").path("state").asText().equals("learnt"));
        bring(work);
        var kenji = setUp.keyFor(administrator, REVIEWER);
        await(() -> waiting(kenji).size() >= work.size() - OPEN);
        var truth = new HashMap<String, String>();
        work.forEach(t -> truth.put(t.get("id"), t.get("category")));
        var left = REVIEWED;
        for (var item : waiting(kenji)) {
            if (left-- > 0) {
                review(kenji, item, String.valueOf(truth.get(item.path("source_id").asText())));
            }
        }
    }

    private void bring(List<Map<String, String>> work) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        var items = body.putArray("items");
        for (var ticket : work) {
            var item =
                    items.addObject()
                            .put("tool", TOOL)
                            .put("id", ticket.get("id"))
                            .put("worker", WORKERS.get(items.size() % WORKERS.size()))
                            .put("input", ticket.get("subject") + "\n" + ticket.get("text"));
            if (items.size() > OPEN) {
                item.put(
                        "answer",
                        "Category: %s, for %s."
                                .formatted(ticket.get("category"), ticket.get("assignment")));
            }
        }
        setUp.post(setUp.keyFor(administrator, MANAGER), "/v1/work-items", body);
    }

    private JsonNode waiting(String key) throws IOException, InterruptedException {
        return setUp.get(key, "/v1/work-items?review=true&tool=" + TOOL).path("items");
    }

    private void review(String key, JsonNode item, String category)
            throws IOException, InterruptedException {
        // The person's answer names the team, too.
        var ownFirst = item.path("first").asText().matches("Category: .*, for .*\\.");
        var given = item.path(ownFirst ? "second" : "first").asText();
        var right = given.startsWith("Category: " + category + "\n");
        var body =
                JSON.createObjectNode()
                        .put("first", ownFirst || right)
                        .put("second", !ownFirst || right);
        if (!right) {
            body.put("defect", "wrong").put("words", "The ticket is about " + category + ".");
        }
        setUp.post(key, "/v1/work-items/" + item.path("id").asText() + "/review", body);
    }

    private interface Check {
        boolean holds() throws IOException, InterruptedException;
    }

    /// Two minutes at most; a machine that takes longer shows less.
    private static void await(Check check) throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        for (var i = 0; i < 600 && !check.holds(); i++) {
            if (never.await(200, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
