package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.analysis.Analysis;
import dev.countersign.policy.analysis.Found;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Two versions of one policy side by side.
class SunsetTest {
    private static final Instant TURN = Instant.parse("2027-01-01T00:00:00Z");
    private static final Facts LONG = Facts.NONE.with(Attribute.RETENTION_DAYS, 60L);

    private static String version(String version, String valid, String limit) {
        return """
        name: retention
        version: "VERSION"
        owner: ana
        scope: all
        VALID
        rule: {match: [{condition: "retention_days > LIMIT", output: "'deny'"}]}
        tests: [{name: far too long, facts: {retention_days: 900}, expect: deny}]
        """
                .replace("VERSION", version)
                .replace("VALID", valid)
                .replace("LIMIT", limit);
    }

    private static PolicySet set(String one, String other, String... exemptions) {
        var files = new TreeMap<String, String>();
        files.put("v2.yaml", one);
        files.put("v3.yaml", other);
        for (var text : exemptions) {
            files.put(PolicySet.EXEMPTIONS, text);
        }
        return PolicySet.read(files);
    }

    private static List<String> lines(PolicySet set) {
        return set.findings().stream()
                .map(f -> f.file() + ":" + f.line() + " " + f.severity() + " " + f.code())
                .toList();
    }

    private static final String OLD = version("2", "valid: {until: 2027-01-01}", "90");
    private static final String NEW = version("3", "valid: {from: 2027-01-01}", "30");

    @Test
    void eachCaseIsJudgedByTheVersionInForceAtThatTime() {
        var set = set(OLD, NEW);
        assertThat(set.findings()).isEmpty();

        var before = set.policies().judge(LONG, TURN.minusMillis(1));
        var after = set.policies().judge(LONG, TURN);

        assertThat(before.spoken()).isFalse();
        assertThat(after.outcome()).isEqualTo(Outcome.DENY);
        assertThat(after.matched().getFirst().version()).isEqualTo("3");
        assertThat(set.policies().version("retention", TURN.minusMillis(1)).orElseThrow().version())
                .isEqualTo("2");
        assertThat(set.policies().version("retention", TURN).orElseThrow().version())
                .isEqualTo("3");
        assertThat(set.policies().version("nothing", TURN)).isEmpty();
        assertThat(set.failedCases(TURN.minusSeconds(1))).isEmpty();
        assertThat(set.failedCases(TURN.plusSeconds(1))).isEmpty();
        assertThat(set.place("retention/1", TURN.minusMillis(1))).startsWith("v2.yaml:");
        assertThat(set.place("retention/1", TURN)).startsWith("v3.yaml:");
        assertThat(set.handovers())
                .containsExactly(
                        "v2.yaml:5: `retention` version `2` ends 2027-01-01T00:00:00Z, version `3` takes over");
    }

    @Test
    void anOverlapIsAnErrorAtItsPlaceAndAGapAWarning() {
        var overlap = set(OLD, version("3", "valid: {from: 2026-12-01}", "30"));
        assertThat(overlap.isUsable()).isFalse();
        assertThat(lines(overlap)).containsExactly("v3.yaml:5 ERROR overlap");
        assertThat(overlap.findings().getFirst())
                .extracting(Finding::sentence, Finding::remedy)
                .satisfies(both ->
                        assertThat(both.toString())
                                .contains(
                                        "begins 2026-12-01T00:00:00Z while version `2` (v2.yaml:5)",
                                        "end version `2` with `valid: {until: 2026-12-01T00:00:00Z}`"));
        assertThat(lines(set(version("2", "", "90"), NEW)))
                .containsExactly("v3.yaml:5 ERROR overlap");
        assertThat(lines(set(version("2", "", "90"), version("3", "", "30"))))
                .containsExactly("v3.yaml:1 ERROR overlap");
        assertThat(lines(set(OLD, version("2", "valid: {from: 2027-01-01}", "30"))))
                .containsExactly("v3.yaml:1 ERROR duplicate-id");

        var gap = set(OLD, version("3", "valid: {from: 2027-02-01}", "30"));
        assertThat(gap.isUsable()).isTrue();
        assertThat(lines(gap)).containsExactly("v3.yaml:5 WARNING sunset-gap");
        assertThat(gap.policies().judge(LONG, TURN.plusSeconds(1)).spoken()).isFalse();
    }

    @Test
    void anExemptionMustBeAllowedByEachVersionThatIsInForceWhileItLasts() {
        var strict = NEW.replace("scope: all", "scope: all\nexception: {kind: auto_denied}");
        var exemption =
                """
                exemptions:
                  - {id: x, policy: retention, owner: ana, ticket: T-1, granted: 2026-11-01, expires: UNTIL}
                """;

        assertThat(lines(set(OLD, strict, exemption.replace("UNTIL", "2026-12-15")))).isEmpty();
        assertThat(lines(set(OLD, strict, exemption.replace("UNTIL", "2027-01-15"))))
                .containsExactly("exemptions.yaml:2 ERROR auto-denied");
    }

    @Test
    void theAnalysisSaysWhoTakesOverAndWhichCaseFlips() {
        var soon = TURN.minusSeconds(86_400);

        var found = Analysis.of(set(OLD, NEW).policies(), soon);

        assertThat(found)
                .filteredOn(f -> f.kind() == Found.Kind.EXPIRING)
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.sentence())
                            .contains("version 2 (version 3 takes over) ends", "come out deny");
                    assertThat(f.example()).isPresent();
                });
        var same = set(OLD, version("3", "valid: {from: 2027-01-01}", "90"));
        assertThat(Analysis.of(same.policies(), soon))
                .filteredOn(f -> f.kind() == Found.Kind.EXPIRING)
                .singleElement()
                .satisfies(f ->
                        assertThat(f.sentence()).contains("no case is decided otherwise then"));
    }
}
