package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Lists of cases and calls over HTTP: what their addresses say is what they show, page by page and
/// in the export, and no list says more than its reader may know.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkListTest {
    private static final Pattern CASE = Pattern.compile("data-case=\"(case-[a-z0-9]+)\"");
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final Pattern MATCHING = Pattern.compile("<b class=\"num\">(\\d+)</b>");
    private static final Pattern FIGURE =
            Pattern.compile("<a class=\"card figure\" href=\"([^\"]+)\"><b>(\\d+)</b>");
    private static final int MANY = 57;

    private World world;
    private String blocked;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
        world.upstream.answers("A refund is due.\nconfidence: 0.95");
        for (var i = 0; i < MANY; i++) {
            world.chat("fay", "answer", "Held number " + i);
        }
        world.upstream.answers("Perhaps.\nconfidence: 0.4");
        blocked = world.chat("fay", "answer", "Blocked for doubt 100% sure_not").hold();
        world.upstream.answers("All is well.\nconfidence: 0.97");
        world.chat("fay", "answer", "Quiet question about zebras");
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private String page(String person, String path) {
        var answer = world.get(person, path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.text();
    }

    private static List<String> cases(String page) {
        return CASE.matcher(page).results().map(m -> m.group(1)).toList();
    }

    private static int matching(String page) {
        var found = MATCHING.matcher(page);
        assertThat(found.find()).as("a list says how many match").isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static String link(String html) {
        return html.replace("&amp;", "&");
    }

    private List<String> everyPage(String first) {
        var seen = new ArrayList<String>();
        var next = first;
        while (!next.isEmpty()) {
            var page = page("max", next);
            seen.addAll(cases(page));
            var link = NEXT.matcher(page);
            next = link.find() ? link(link.group(1)) : "";
        }
        return seen;
    }

    @Test
    void pagesNeitherSkipNorRepeatInAnyOrder() {
        for (var sort : List.of("due", "age", "newest", "kind")) {
            var seen = everyPage("/work?sort=" + sort);

            assertThat(seen).as(sort).hasSizeGreaterThan(MANY);
            assertThat(new HashSet<>(seen)).as(sort).hasSameSizeAs(seen);
        }
    }

    @Test
    @Requirement("P57")
    void theExportIsExactlyTheListThatIsShown() {
        for (var filter :
                List.of("kind=blocked_answer", "q=number+1", "sort=kind", "who=unassigned")) {
            var shown = everyPage("/work?" + filter);
            var rows = page("max", "/work.csv?" + filter).lines().skip(1).toList();

            assertThat(rows).as(filter).hasSameSizeAs(shown);
            assertThat(rows.stream().map(r -> r.split(",", 2)[0])).isEqualTo(shown);
        }
        assertThat(cases(page("max", "/work?kind=blocked_answer"))).containsExactly(blocked);
        assertThat(cases(page("max", "/work?q=100%25+sure_not"))).containsExactly(blocked);
        assertThat(cases(page("max", "/work?q=100%25sure"))).isEmpty();
    }

    @Test
    void everyFigureOfAHomePageOpensExactlyItsRecords() {
        for (var person : List.of("fay", "max", "cleo", "pam", "eve")) {
            var figures = FIGURE.matcher(page(person, "/home")).results().toList();

            assertThat(figures).as(person).isNotEmpty();
            for (var figure : figures) {
                var href = link(figure.group(1));
                if (href.startsWith("/calls") || href.startsWith("/work")) {
                    assertThat(matching(page(person, href)))
                            .as(person + " " + href)
                            .isEqualTo(Integer.parseInt(figure.group(2)));
                }
            }
        }
    }

    @Test
    void theChartsNumbersOpenExactlyTheirRecords() {
        var cells =
                Pattern.compile("<td class=\"r num\"><a href=\"([^\"]+)\">([1-9]\\d*)</a></td>")
                        .matcher(page("max", "/home"))
                        .results()
                        .toList();

        assertThat(cells).hasSizeGreaterThanOrEqualTo(3);
        for (var cell : cells) {
            assertThat(matching(page("max", link(cell.group(1)))))
                    .as(cell.group(1))
                    .isEqualTo(Integer.parseInt(cell.group(2)));
        }
    }

    @Test
    @Requirement("E67")
    void whoAnswersForCallsSeesThatTheyTookPlaceAndNotWhatTheySay() {
        var list = page("max", "/calls?prompt=answer&state=released");

        assertThat(list).contains("Fay Frontline").doesNotContain("zebras");
        assertThat(matching(page("max", "/calls?q=zebras"))).isZero();
        assertThat(matching(page("cleo", "/calls?q=zebras"))).isEqualTo(1);
        assertThat(page("cleo", "/calls?q=zebras")).contains("Quiet question about zebras");
        assertThat(page("cleo", "/calls.csv?q=zebras").lines()).hasSize(2);
        assertThat(page("cleo", "/calls.csv?went=person").lines()).hasSizeGreaterThan(MANY);
        assertThat(world.get("max", "/calls.csv").status()).isEqualTo(403);
        assertThat(page("max", "/palette.json?q=zebras")).doesNotContain("Quiet question");
        assertThat(page("fay", "/palette.json?q=zebras")).contains("Quiet question about zebras");
    }

    @Test
    void aCallsPageKeepsItsTextFromThoseWhoMayOnlyKnowThatItTookPlace() {
        var call =
                Pattern.compile("data-href=\"(/calls/[^\"]+)\"")
                        .matcher(page("fay", "/calls?q=zebras"))
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);

        assertThat(page("eve", call))
                .contains("The text is kept from your roles", "Durable", "leaf ")
                .doesNotContain("zebras", "All is well");
        assertThat(page("fay", call))
                .contains("zebras", "All is well")
                .doesNotContain("href=\"/ledger");
        assertThat(page("cleo", call)).contains("href=\"/ledger/");
        assertThat(world.get("finn", call).status()).isEqualTo(200);
    }

    @Test
    void nobodysQueueIsOpenedByNamingItsRole() {
        assertThat(cases(page("fay", "/work?role=ops_manager"))).isEmpty();
        assertThat(cases(page("eve", "/work?tab=all"))).isEmpty();
        assertThat(page("eve", "/work?tab=all")).contains("that your roles may not read");
        assertThat(page("eve", "/work?tab=all&q=zebras"))
                .doesNotContain("that your roles may not read");
        assertThat(page("fay", "/work?tab=all")).doesNotContain("that your roles may not read");
    }

    @Test
    void aFilterThatIsNotKnownIsRefusedWithASentence() {
        var refused = world.get("max", "/work?sort=sideways");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("detail").asText()).contains("`sort` is `sideways`");
        assertThat(refused.body().path("remedy").asText()).contains("due, age, newest, kind");
        assertThat(world.get("max", "/calls?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void aTakenCaseIsPutBackByWhoTookItAndBothAreRecorded() {
        var path = "/v1/cases/" + blocked;

        assertThat(world.post("max", path + "/take", "{}").body().path("taken_by").asText())
                .isEqualTo("max");
        var notTheirs = world.post("mia", path + "/put-back", "{}");
        assertThat(notTheirs.status()).isEqualTo(409);
        assertThat(notTheirs.body().path("remedy").asText()).contains("`max` has it");
        assertThat(cases(page("max", "/work?who=mine"))).containsExactly(blocked);
        assertThat(world.post("max", path + "/put-back", "{}").body().path("taken_by").isNull())
                .isTrue();

        assertThat(cases(page("max", "/work?who=mine"))).isEmpty();
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=50").text())
                .contains("case.taken", "case.put-back");
    }

    @Test
    void briefsLinkToTheConfiguredAddressAndTheirFiguresToTheirRecords() {
        world.clock.tick(java.time.Duration.ofHours(24));
        world.server.runDue();
        var page = page("pam", "/brief");
        var day =
                Pattern.compile("Daily brief, (\\d{4}-\\d\\d-\\d\\d)</h1>")
                        .matcher(page)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);

        assertThat(page).contains("/brief/" + day + ".slack.json", "/brief/" + day + ".card.json");
        assertThat(page("pam", "/brief/" + day + ".md"))
                .contains("](" + world.base + "/calls?from=");
        assertThat(world.get("pam", "/brief/" + day + ".pdf").status()).isEqualTo(404);
        assertThat(world.get("fay", "/brief").status()).isEqualTo(403);
        assertThat(world.get("fay", "/brief/" + day + ".md").status()).isEqualTo(403);
        for (var figure : FIGURE.matcher(page).results().toList()) {
            var list = page("pam", link(figure.group(1)));
            assertThat(matching(list))
                    .as(figure.group())
                    .isEqualTo(Integer.parseInt(figure.group(2)));
        }
    }
}
