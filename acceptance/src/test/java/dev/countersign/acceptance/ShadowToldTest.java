package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What became of a watched change is told in the thread of its case.
class ShadowToldTest {
    private static final String POLICY =
            """
            {"why": "the auditors asked for it in October", %s
             "files": {"a.yaml": "{name: a, version: '%d', owner: cleo, scope: all, rule: {match: [{condition: retention_days > %d, output: \\"'deny'\\"}]}}"}}
            """;

    @Test
    @Requirement("E44")
    void aStoppedShadowIsToldWithItsFigures(@TempDir Path data) throws IOException {
        var slack = new SlackStandIn();
        SlackTest.members(slack);
        try (var world = SlackTest.world(data, slack)) {
            var first = world.post("pam", "/v1/policies", POLICY.formatted("", 1, 100));
            assertThat(first.status()).as(first.text()).isEqualTo(201);
            var proposed =
                    world.post(
                            "pam",
                            "/v1/policies",
                            POLICY.formatted("\"shadow\":{\"cases\":1,\"limit\":0.5},", 2, 50));
            var id = proposed.body().path("change").asText();
            var caseId = proposed.body().path("case").asText();
            slack.await(
                    world.server::chatDue,
                    () -> slack.cards().stream().anyMatch(m -> m.shows(caseId)));
            world.sign(id);
            world.clock.tick(Duration.ofMinutes(2));

            world.post(
                    "fay",
                    "/v1/exceptions",
                    "{\"id\":\"x\",\"title\":\"Retention\",\"category\":\"policy_violation\","
                            + "\"facts\":{\"retention_days\":70}}");
            world.server.runDue();

            var card =
                    slack.cards().stream().filter(m -> m.shows(caseId)).findFirst().orElseThrow();
            slack.await(
                    world.server::chatDue,
                    () ->
                            slack.thread(card).stream()
                                    .anyMatch(m -> m.text().contains("It was stopped")));
            assertThat(slack.thread(card))
                    .anySatisfy(m ->
                            assertThat(m.text())
                                    .contains("It is watched beside what is in force now"))
                    .anySatisfy(m ->
                            assertThat(m.text())
                                    .contains(
                                            "the one watched case came out differently, more"
                                                    + " than the limit of 50 %"));
            assertThat(slack.faults()).isEmpty();
        } finally {
            slack.close();
        }
    }
}
