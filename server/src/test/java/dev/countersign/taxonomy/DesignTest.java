package dev.countersign.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.escalation.Taxonomy.Subtype;
import dev.countersign.escalation.Team;
import dev.countersign.escalation.TeamTaxonomies;
import dev.countersign.playbook.OrganisationReader;
import dev.countersign.playbook.TaxonomyFile;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DesignTest {
    private static final Design DESIGN =
            new Design(Map.of("undo", "rollback"), "executive"::equals, Set.of("climb"));

    private static Category category(String name, String title, int share, String kindOf) {
        return new Category(name, title, BigDecimal.valueOf(share), List.of(), kindOf, "", "");
    }

    private static List<Category> with(UnaryOperator<Category> change) {
        return new ArrayList<>(Taxonomy.FIRST.categories()).stream().map(change).toList();
    }

    private static List<Category> instead(String name, Category other) {
        return with(c -> c.name().equals(name) ? other : c);
    }

    @Test
    void theShippedOnesMayBePublished() {
        assertThat(DESIGN.wrong(Taxonomy.FIRST.categories())).isEmpty();
    }

    @Test
    void aKindWithRulesCannotBeLost() {
        assertThat(DESIGN.wrong(instead("rollback", category("back", "Back", 10, "rollback"))))
                .isEmpty();
        assertThat(DESIGN.wrong(instead("rollback", category("back", "Back", 10, ""))))
                .singleElement()
                .asString()
                .contains("no category is a kind of `rollback`");
        assertThat(DESIGN.wrong(instead("rollback", category("undo", "Undo", 10, ""))))
                .anyMatch(w -> w.contains("a name keeps its kind"));
        assertThat(
                        DESIGN.wrong(
                                instead(
                                        "new_requirement",
                                        category("fast_track", "Roll-back, fast", 2, ""))))
                .singleElement()
                .asString()
                .contains("reads like a kind of `rollback`");
        // A shipped name is of its own kind, whatever somebody says.
        assertThat(category("rollback", "Rollback", 10, "new_requirement").kind())
                .isEqualTo("rollback");
    }

    @Test
    void tellsEverythingAtOnceWithItsRemedy() {
        var wrong =
                DESIGN.wrong(
                        with(c ->
                                c.name().equals("rollback")
                                        ? new Category(
                                                "rollback",
                                                "Rollback",
                                                BigDecimal.ONE,
                                                List.of(),
                                                "",
                                                "wizard",
                                                "nowhere")
                                        : c));

        assertThat(wrong).hasSize(3);
        assertThat(wrong.get(0)).contains("add up to 91, not 100; change shares");
        assertThat(wrong.get(1)).contains("nobody has the role `wizard`");
        assertThat(wrong.get(2)).contains("no escalation path `nowhere`");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var strange =
                new Category(
                        "odd",
                        "It's \"odd\": #1, – yes\ttab",
                        new BigDecimal("2.50"),
                        List.of(new Subtype("A", "a: b", "- c"), new Subtype("1", "{}", "")),
                        "rollback",
                        "executive",
                        "climb");

        var read = TaxonomyFile.read(Written.of(List.of(strange)));

        assertThat(read.findings()).isEmpty();
        assertThat(read.categories()).containsExactly(strange);
        assertThat(Difference.inWords(read.categories(), List.of(strange))).isEmpty();
    }

    @Test
    void anExceptionIsItsTeamsByNameThenByServiceAndElseTheOrganisations() {
        var own =
                new Taxonomy(
                        TeamTaxonomies.name("platform", 1),
                        instead("rollback", category("back", "Back", 10, "rollback")));
        var standard = Routing.standard(ZoneId.of("UTC"));
        var routing =
                new Routing(
                                standard.calendars(),
                                standard.calendar(),
                                standard.targets(),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Taxonomy.FIRST,
                                Map.of(
                                        "platform",
                                        new Team("platform", "P", "security", Set.of("registry")),
                                        "web",
                                        new Team("web", "W", "security", Set.of("site"))),
                                TeamTaxonomies.NONE)
                        .with(TeamTaxonomies.NONE.with("platform", own));

        assertThat(routing.taxonomyFor("", "registry").version()).isEqualTo("platform/1");
        assertThat(routing.taxonomyFor("platform", "site").version()).isEqualTo("platform/1");
        assertThat(routing.taxonomyFor("", "site").version()).isEqualTo("1");
        assertThat(routing.taxonomyFor("nobody", "nothing").version()).isEqualTo("1");
        assertThat(own.nameOf("rollback")).contains("back");
        assertThat(own.nameOf("policy_violation")).contains("policy_violation");
    }

    @Test
    void aTeamsPathGoesBeforeTheGeneralOneAndAfterWhatTheMatrixSaysForASeverity() {
        var read =
                OrganisationReader.read(
                                "o.yaml",
                                """
                                name: Test
                                time_zone: UTC
                                people: [{id: ben, name: Ben, email: ben@x.example, roles: [ops_manager]}]
                                owners: {}
                                approval_matrix: {rollback: {owner: ops_manager, path: slow, paths: {P1: now}}}
                                escalation_paths:
                                  slow: {steps: [{reach: [ops_manager], within: 2 h business}], then: stay}
                                  own: {steps: [{reach: [ops_manager], within: 1 h business}], then: stay}
                                  now: {steps: [{reach: [ops_manager], within: 5 min elapsed}], then: stay}
                                teams: {platform: {lead: ops_manager}}
                                """)
                        .organisation()
                        .orElseThrow()
                        .routing();
        var back = new Category("back", "Back", BigDecimal.TEN, List.of(), "rollback", "", "own");
        var routing =
                read.with(
                        TeamTaxonomies.NONE.with(
                                "platform", new Taxonomy("platform/1", instead("rollback", back))));

        assertThat(path(routing, "platform/1", "back", "P1")).isEqualTo("now");
        assertThat(path(routing, "platform/1", "back", "P3")).isEqualTo("own");
        assertThat(path(routing, "1", "rollback", "P3")).isEqualTo("slow");
        // A version that nobody knows any more leaves what the matrix says of the kind.
        assertThat(path(routing, "platform/7", "back", "P3")).isEqualTo("slow");
    }

    private static String path(Routing routing, String version, String category, String severity) {
        return routing.pathOf(version, category, "rollback", severity).orElseThrow().name();
    }
}
