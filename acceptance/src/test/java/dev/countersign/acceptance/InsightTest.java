package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What many exceptions say together, and the questions that the records answer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsightTest {
    private World world;
    private final List<String> cases = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
        var items = new ArrayList<String>();
        for (var i = 0; i < 10; i++) {
            items.add(
                    "{\"id\":\"i-%d\",\"category\":\"%s\",\"service\":\"%s\",\"rule\":\"no-root\",\"title\":\"Pod %d runs as root\"}"
                            .formatted(
                                    i,
                                    i < 7 ? "policy_violation" : "operational_override",
                                    i % 2 == 0 ? "billing" : "cart",
                                    i));
        }
        var taken = world.post("pam", "/v1/exceptions", items.toString());
        taken.body().path("results").forEach(r -> cases.add(r.path("case").asText()));
        world.decide("max", cases.get(0), "approve", "");
        world.decide("max", cases.get(1), "approve", "");
        world.decide("max", cases.get(2), "deny", "");
        world.decide("mia", cases.get(3), "deny", "");
        world.decide("max", cases.get(4), "escalate", ",\"to\":\"security\"");
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement({"P46", "P62"})
    void theDashboardsCountWhatWasRaisedDecidedAndPassedOn() {
        var page = Session.of(world, "max").get("/exceptions");

        assertThat(page.text())
                .contains("Policy violation770 %30 %")
                .contains("Operational override330 %5 %")
                .contains("Config conflict00 %25 %")
                .contains("Decisions45")
                .contains("Approved, of those settled67 %50 %")
                .contains("Passed on25 %20 %")
                .contains("policy violationsecurity1")
                .contains("no-root55");
        assertThat(world.get("max", "/work?tab=all&rule=no-root&service=cart").text())
                .contains("<b class=\"num\">5</b>");
    }

    @Test
    @Requirement({"P63", "P64"})
    void fiveQuestionsAreAnsweredAsTableAndAsCsv() {
        assertThat(world.get("max", "/audit?ask=mine").text())
                .contains("What did Max Manager decide in", "Pod 0 runs as root");
        assertThat(world.get("max", "/audit?ask=against").text())
                .contains("Pod 1 runs as root")
                .doesNotContain("Pod 2 runs as root");
        assertThat(world.get("max", "/audit?ask=violations&service=cart").text())
                .contains("Pod 3 runs as root")
                .doesNotContain("Pod 0 runs as root");
        assertThat(world.get("max", "/audit?ask=escalated").text()).contains("Pod 4 runs as root");
        assertThat(world.get("max", "/audit?ask=pattern").text()).contains("the team <b>50 %</b>");
        var csv = world.get("max", "/audit.csv?ask=mine").text();
        assertThat(csv)
                .startsWith("decided_at,case,title")
                .contains(cases.get(0), "policy_violation");
        assertThat(csv.lines().count()).isEqualTo(5);
        assertThat(world.get("max", "/audit?ask=mine&month=2001-01").text())
                .contains("No decision answers this question in 2001-01");
    }

    @Test
    @Requirement("P63")
    void anyOtherQuestionIsAskedByFilters() {
        var page = world.get("max", "/decisions?service=billing&decision=approved");
        assertThat(page.text()).contains("Pod 0 runs as root").doesNotContain("Pod 1", "Pod 2 ");
        assertThat(world.get("max", "/decisions?q=pod&decision=denied").text())
                .contains("Pod 2 runs as root", "Pod 3 runs as root");
        assertThat(world.get("max", "/decisions?to_role=security").text())
                .contains("Pod 4 runs as root")
                .doesNotContain("Pod 0 ");
        assertThat(world.get("max", "/decisions?because=no%25such").text())
                .contains("No decision passes these filters");
        assertThat(world.get("max", "/decisions?from=2026-13-40").text())
                .contains("`from` is `2026-13-40`");
        assertThat(world.get("max", "/decisions.csv?person=mia").text().lines().count())
                .isEqualTo(2);
        assertThat(world.get("cleo", "/decisions.zip?service=cart").status()).isEqualTo(200);
        assertThat(world.get("max", "/decisions.zip?service=cart").status()).isEqualTo(403);
        assertThat(world.get("fay", "/decisions").text()).doesNotContain("Pod 0 ");
        // Whoever oversees still reads only the cases that are theirs to read.
        assertThat(world.get("eve", "/decisions").text()).doesNotContain("Pod 0 ");
        assertThat(world.get("fay", "/v1/decisions?person=max").body().path("decisions").size())
                .isZero();
    }

    @Test
    @Requirement("P63")
    void pagesOfDecisionsNeitherSkipNorRepeat() {
        var seen = new ArrayList<String>();
        var after = "";
        do {
            var part = world.get("max", "/v1/decisions?limit=2" + after).body();
            part.path("decisions").forEach(d -> seen.add(d.path("id").asText()));
            after = part.has("after") ? "&after=" + part.path("after").asText() : "";
        } while (!after.isEmpty());
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(world.get("max", "/v1/decisions?after=nonsense").status()).isEqualTo(400);
    }

    @Test
    void whoAnswersForNobodyAsksOnlyAboutThemselves() {
        assertThat(world.get("fay", "/audit?ask=mine&person=max").text())
                .contains("What did Fay Frontline decide")
                .doesNotContain("Pod 0 runs as root");
        assertThat(world.get("fay", "/audit?ask=escalated").text())
                .contains("for those who answer for how cases end")
                .doesNotContain("Pod 4 runs as root");
    }

    @Test
    @Requirement("P63")
    void anAnswerLeavesWithItsEvidenceByThoseWhoMayTakeItOut() throws IOException {
        assertThat(world.get("max", "/audit.zip?ask=mine").status()).isEqualTo(403);
        var pack = world.get("cleo", "/audit.zip?ask=mine&person=max");
        assertThat(pack.status()).isEqualTo(200);
        var parts = new java.util.HashMap<String, byte[]>();
        try (var zip =
                new java.util.zip.ZipInputStream(
                        new java.io.ByteArrayInputStream(pack.raw().body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(parts).containsOnlyKeys("question.txt", "answer.csv", "evidence-pack.zip");
        assertThat(new String(parts.get("answer.csv"), java.nio.charset.StandardCharsets.UTF_8))
                .contains(cases.getFirst());
        assertThat(parts.get("evidence-pack.zip")).hasSizeGreaterThan(1_000);
    }
}
