package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hundreds are decided in chat at once, and Slack delivers each decision three times. All of the
/// two thousand: `-Dcountersign.chat.burst=2000`.
class SlackBurstTest {
    private static final int BURST = Integer.getInteger("countersign.chat.burst", 600);

    @Test
    void everyDecisionThatIsDeliveredThreeTimesIsTakenOnce(@TempDir Path data) throws Exception {
        try (var slack = new SlackStandIn();
                var world = SlackTest.world(data, slack);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SlackTest.members(slack);
            var max = new SlackUser(world, slack, SlackTest.id("max"));
            var cases = raise(world);
            var places = new Semaphore(32);
            var wrong = new AtomicInteger();
            for (var caseId : cases) {
                places.acquire();
                threads.execute(() -> {
                    try {
                        var form = max.review(caseId);
                        var sent = max.submitted(form, SlackUser.decision("deny", SlackTest.WHY));
                        for (var delivery = 0; delivery < 3; delivery++) {
                            var answer = max.deliver(sent, "x-slack-retry-num", "" + delivery);
                            // On a slow machine Slack is told in time that it goes on.
                            if (!answer.text().contains("on the record")
                                    && !answer.text().contains("is being recorded")) {
                                wrong.incrementAndGet();
                            }
                        }
                    } finally {
                        places.release();
                    }
                });
            }
            places.acquire(32);

            assertThat(wrong.get()).isZero();
            Waiting.until(
                    () -> world.get("max", "/v1/cases?limit=500").body().path("cases").isEmpty());
            for (var caseId : cases) {
                var decided = world.get("max", "/v1/cases/" + caseId).body();
                assertThat(decided.path("decisions")).hasSize(1);
                assertThat(decided.path("state").asText()).isEqualTo("denied");
            }
        }
    }

    private static List<String> raise(World world) throws IOException {
        var out = new ArrayList<String>();
        for (var from = 0; from < BURST; from += 500) {
            var body = new StringBuilder("[");
            var many = Math.min(500, BURST - from);
            for (var i = from; i < from + many; i++) {
                body.append(i == from ? "" : ",")
                        .append("{\"id\":\"b-")
                        .append(i)
                        .append(
                                "\",\"severity\":\"P3\",\"category\":\"operational_override\",\"rule\":\"r\"}");
            }
            var taken = world.post("pam", "/v1/exceptions", body + "]").body();
            taken.path("results").forEach(r -> out.add(r.path("case").asText()));
        }
        return out;
    }
}
