package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.escalation.EscalationPath.Ending;
import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Target;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Whom;
import dev.countersign.kernel.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoutingReaderTest {
    private static final String START =
            """
            name: Test
            time_zone: Europe/Amsterdam
            people:
              - {id: ben, name: Ben, email: ben@x.example, roles: [ops_manager]}
              - {id: ada, name: Ada, email: ada@x.example, roles: [security]}
            owners: {executive_sponsor: ada}
            """;

    @Test
    void readsTheExampleWithoutAFinding() throws IOException {
        var read = OrganisationReader.read("organisation.yaml", example());

        assertThat(read.findings()).isEmpty();
        var routing = read.organisation().orElseThrow().routing();
        assertThat(routing.matrix().keySet())
                .containsAll(Taxonomy.FIRST.names())
                .contains(Routing.PROCESS_IMPROVEMENT);
        assertThat(routing.pathOf("1", "rollback", "rollback", "P3").orElseThrow().steps())
                .hasSize(5);
        assertThat(
                        routing.pathOf("1", "policy_violation", "policy_violation", "P1")
                                .orElseThrow()
                                .name())
                .isEqualTo("at-once");
        assertThat(
                        routing.pathOf("1", "policy_violation", "policy_violation", "P2")
                                .orElseThrow()
                                .name())
                .isEqualTo("by-the-book");
        // Good Friday is a working day in the Netherlands, Easter Monday is not.
        assertThat(routing.hours().isOpen(Instant.parse("2026-04-03T08:00:00Z"))).isTrue();
        assertThat(routing.hours().isOpen(Instant.parse("2026-04-06T08:00:00Z"))).isFalse();
        // Lunch.
        assertThat(routing.hours().isOpen(Instant.parse("2026-04-07T10:45:00Z"))).isFalse();
    }

    @Test
    void saysNothingAndGetsTheDocumentedDefaults() {
        var routing =
                OrganisationReader.read("o.yaml", START).organisation().orElseThrow().routing();

        assertThat(routing.hours().zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(routing.targets().of("P1")).isEqualTo(Target.business(Duration.ofMinutes(30)));
        assertThat(routing.targets().of("P2")).isEqualTo(Target.business(Duration.ofHours(2)));
        assertThat(routing.rowOf("rollback")).isEmpty();
        assertThat(routing.pathOf("1", "rollback", "rollback", "P1")).isEmpty();
        assertThat(routing.taxonomy().version()).isEqualTo("1");
    }

    @Test
    void tellsEverythingThatIsWrongWithCalendarsAtOnce() {
        assertThat(
                        findings(
                                """
                                calendars:
                                  a:
                                    zone: Europe/Amsterdan
                                    hours:
                                      mon: ["09:00-13:00", "12:00-17:00"]
                                      mon-tue: ["09:00-25:00"]
                                      feb: ["09:00-17:00"]
                                      wed: ["22:00-08:00"]
                                      thu: ["06:00-14:00"]
                                    holidays: [XX, DE-ZZ]
                                    days_off: [2026-02-30]
                                  b: {hours: {sun: closed}}
                                """))
                .containsExactly(
                        "9:11 unknown-zone",
                        "11:28 overlapping-hours",
                        "12:17 wrong-hours",
                        "12:7 duplicate-key",
                        "13:7 unknown-day",
                        "8:3 overlapping-hours",
                        "16:16 unknown-holidays",
                        "16:20 unknown-holidays",
                        "17:16 wrong-type",
                        "18:14 never-open");
    }

    @Test
    void tellsWhatItThinksWasMeant() {
        var read =
                OrganisationReader.read(
                        "o.yaml", START + "approval_matrix:\n  rolback: {owner: ops_manger}\n");

        assertThat(read.organisation()).isEmpty();
        assertThat(read.findings())
                .extracting(Finding::asLine)
                .containsExactly(
                        "o.yaml:8:3: `rolback` is no category of taxonomy 1; did you mean"
                                + " `rollback`?",
                        "o.yaml:8:20: `approval_matrix.rolback.owner`: nobody is called"
                                + " `ops_manger` and nobody holds such a role; did you mean"
                                + " `ops_manager`?");
    }

    @Test
    void tellsAPathThatNeverEndsAndOneThatGoesNowhere() {
        assertThat(
                        findings(
                                """
                                escalation_paths:
                                  a: {steps: [{reach: [ben], within: 1 h}], then: b}
                                  b: {steps: [{reach: [ada], within: 1 h}], then: a}
                                  c: {steps: [{reach: [ada], within: soon}], then: deny}
                                  d: {steps: [{reach: [ada], within: 2 d}], repeat: 40, then: e}
                                  f: {steps: [{reach: [ben, legal], within: 1 h}], then: stay}
                                  g: {steps: [{reach: [], within: 1 h}]}
                                  h: {then: deny}
                                approval_matrix:
                                  rollback: {owner: executive_sponsor, path: z, paths: {P9: f}, contact: nobody}
                                response_targets: {P1: 0 min, reminders: [0, 50], calendar: none}
                                """))
                .containsExactly(
                        "10:38 wrong-target",
                        "11:38 wrong-target",
                        "11:53 wrong-count",
                        "12:29 held-by-nobody",
                        "13:23 missing-key",
                        "9:51 endless-path",
                        "8:51 endless-path",
                        "11:63 unknown-path",
                        "14:3 empty-path",
                        "17:61 unknown-calendar",
                        "17:24 wrong-target",
                        "17:43 wrong-type",
                        "16:74 unknown-contact",
                        "16:46 unknown-path",
                        "16:57 unknown-severity");
    }

    @Test
    void goesOnWithAnotherPathAndResolvesOwnersKeysToPeople() {
        var routing =
                OrganisationReader.read(
                                "o.yaml",
                                START
                                        + """
                                        escalation_paths:
                                          first: {steps: [{reach: [ops_manager], within: 30 min}], repeat: 2, then: second}
                                          second: {steps: [{reach: [executive_sponsor], within: 1 h elapsed}], then: stay}
                                        """)
                        .organisation()
                        .orElseThrow()
                        .routing();

        var path = routing.paths().get("first");
        assertThat(path).isNotNull();
        assertThat(path.ending()).isEqualTo(Ending.STAY);
        assertThat(path.steps())
                .extracting(s -> s.whom().getFirst() + " " + s.round())
                .containsExactly(
                        new Whom.Role("ops_manager") + " 1",
                        new Whom.Role("ops_manager") + " 2",
                        new Whom.Person("ada") + " 1");
    }

    @Test
    void sharesMustAddUpAndTheShippedVersionIsTaken() {
        assertThat(
                        findings(
                                """
                                taxonomy:
                                  version: "1"
                                  categories:
                                    late_parcel: {share: 60}
                                    lost_parcel: {share: 39.5}
                                """))
                .containsExactly("8:12 taken-version", "10:5 wrong-shares");
        var own =
                OrganisationReader.read(
                        "o.yaml",
                        START
                                + """
                                taxonomy: {version: parcels-1, categories: {late_parcel: {share: 60}, lost_parcel: {share: 40}}}
                                approval_matrix: {late_parcel: {owner: ben}}
                                """);
        assertThat(own.findings()).isEmpty();
        assertThat(own.organisation().orElseThrow().routing().taxonomy().names())
                .containsExactly("late_parcel", "lost_parcel");
    }

    @Test
    void aServiceHasOneTeamAndACategoryKeepsAShippedKind() {
        assertThat(
                        findings(
                                """
                                teams:
                                  Platform: {lead: ops_manager, services: [a, b]}
                                  web: {lead: ops_manager, services: [b]}
                                taxonomy:
                                  version: "team/2"
                                  categories:
                                    rollback: {share: 50, kind_of: new_requirement}
                                    undo: {share: 50, kind_of: rolback}
                                """))
                .containsExactlyInAnyOrder(
                        "8:3 wrong-type",
                        "9:38 two-teams",
                        "11:12 teams-version",
                        "13:36 shipped-kind",
                        "14:32 unknown-kind");
    }

    @Test
    void saysInWordsWhatChanges() throws IOException {
        var was = OrganisationReader.read("o.yaml", example()).organisation().orElseThrow();
        var now =
                OrganisationReader.read(
                                "o.yaml",
                                example()
                                        .replace("P1: 30 min,", "P1: 20 min,")
                                        .replace("holidays: [US-NY]", "holidays: [US]")
                                        .replace("\"@policy-team\"", "\"@rules\"")
                                        .replace(
                                                "new_requirement: {owner: compliance_liaison",
                                                "new_requirement: {owner: ops_manager"))
                        .organisation()
                        .orElseThrow();

        assertThat(OrganisationDiff.inWords(was, was)).isEmpty();
        assertThat(OrganisationDiff.inWords(was, now))
                .hasSize(4)
                .anyMatch(w -> w.contains("new-york") && w.contains("holidays of US"))
                .contains(
                        "`response_targets.P1` goes from 30 min of business time to 20 min of"
                                + " business time",
                        "the name, address or handle of contact `rules-desk` changes")
                .anyMatch(w ->
                        w.startsWith("`approval_matrix.new_requirement` goes from compliance"));
    }

    /// Whatever somebody makes of the file: findings, never a failure, and none is told twice.
    @Test
    void neverFailsOnADamagedFile() throws IOException {
        var text = example();
        var start = text.indexOf("calendars:");
        var end = text.indexOf("# Where people work.");
        var random = new Random(20261121);
        for (var run = 0; run < 2_000; run++) {
            var damaged = new StringBuilder(text);
            for (var i = 1 + random.nextInt(4); i > 0; i--) {
                var at = start + random.nextInt(end - start);
                switch (random.nextInt(4)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, "0:[]{}-,x9 ".charAt(random.nextInt(11)));
                    case 2 -> damaged.setCharAt(at, (char) (32 + random.nextInt(95)));
                    default -> damaged.delete(at, Math.min(at + random.nextInt(40), end));
                }
            }
            var read = OrganisationReader.read("o.yaml", damaged.toString());
            assertThat(read.findings()).doesNotHaveDuplicates();
            var refused =
                    read.findings().stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
            assertThat(read.organisation().isPresent()).isEqualTo(!refused);
        }
    }

    private static List<String> findings(String further) {
        return OrganisationReader.read("o.yaml", START + further).findings().stream()
                .map(f -> f.line() + ":" + f.column() + " " + f.code())
                .collect(Collectors.toList());
    }

    private static String example() throws IOException {
        return Files.readString(Path.of("../playbooks/harbour-freight/organisation.yaml"));
    }
}
