package dev.countersign.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Policies;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Found.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static String policy(String name, String scope, String... rules) {
        var out = new StringBuilder();
        out.append("name: ").append(name).append("\nversion: '1'\nowner: ana\nscope: ");
        out.append(scope).append("\nrule:\n  match:\n");
        for (var rule : rules) {
            var parts = rule.split(" => ", 2);
            out.append("    - condition: \"").append(parts[0]).append("\"\n");
            out.append("      output: \"'").append(parts[1]).append("'\"\n");
        }
        return out.toString();
    }

    private static Policies read(String... texts) {
        var files = new TreeMap<String, String>();
        for (var i = 0; i < texts.length; i++) {
            files.put(i + ".yaml", texts[i]);
        }
        var set = PolicySet.read(files);
        assertThat(set.findings()).isEmpty();
        return set.policies();
    }

    private static List<Found> of(Kind kind, Policies policies) {
        return Analysis.of(policies, NOON).stream().filter(f -> f.kind() == kind).toList();
    }

    @Test
    void findsTheClassicOverlapWithACaseThatShowsIt() {
        var policies =
                read(
                        policy(
                                "vip",
                                "all",
                                "amount <= 500.0 && text.contains('refund') => approve"),
                        policy("big", "all", "amount >= 500.0 => escalate"));

        var found = of(Kind.CONFLICT, policies);

        assertThat(found).hasSize(1);
        var example = found.getFirst().example().orElseThrow();
        assertThat(policies.judge(example, NOON).matched()).hasSize(2);
    }

    @Test
    void knowsWhatALongerTextImplies() {
        var policies =
                read(
                        policy(
                                "dead",
                                "all",
                                "text.contains('refund request') && !text.contains('refund') => deny"));

        assertThat(of(Kind.NEVER, policies)).hasSize(1);
    }

    @Test
    void saysWhyARuleCannotBeAnalysed() {
        var policies = read(policy("odd", "all", "size(text) > 10 => deny"));

        var found = Analysis.of(policies, NOON).getFirst();

        assertThat(found.kind()).isEqualTo(Kind.OPAQUE);
        assertThat(found.sentence()).contains("compares something computed");
    }

    @Test
    void claimsNothingOfWhatItCannotRead() {
        var policies = read(policy("odd", "all", "size(text) > 10 && !(size(text) > 20) => deny"));

        assertThat(Analysis.of(policies, NOON))
                .extracting(Found::kind)
                .containsOnly(Kind.OPAQUE, Kind.GAP);
    }

    @Test
    void describesAGapByWhatMattersOnly() {
        var policies =
                read(
                        policy(
                                "pay",
                                "{services: [pay]}",
                                "amount > 10.0 && severity == 'P1' => deny",
                                "amount > 20.0 => escalate"));

        var gaps = of(Kind.GAP, policies);

        assertThat(gaps)
                .extracting(Found::sentence)
                .containsExactlyInAnyOrder(
                        "no policy says anything where service is `pay` AND severity is not `P1`"
                                + " AND amount is at most 20",
                        "no policy says anything where service is `pay` AND amount is at most 10");
        for (var gap : gaps) {
            var example = gap.example().orElseThrow();
            assertThat(policies.judge(example, NOON).spoken()).isFalse();
            assertThat(example.told()).containsEntry("service", "pay");
        }
    }

    @Test
    void leavesNoGapWhereARuleTakesTheRest() {
        var policies = read(policy("all", "all", "amount > 10.0 => deny", "true => approve"));

        assertThat(of(Kind.GAP, policies)).isEmpty();
    }

    @Test
    void findsWhatCouldGoWithoutAnyChange() {
        var policies =
                read(
                        policy("wide", "all", "amount > 10.0 => deny"),
                        policy(
                                "narrow",
                                "all",
                                "amount > 50.0 && severity == 'P1' => deny",
                                "severity == 'P2' => approve"),
                        policy(
                                "tail",
                                "{services: [x]}",
                                "confidence < 0.5 => escalate",
                                "confidence < 0.7 => escalate",
                                "confidence < 0.9 => escalate"));

        var found = of(Kind.REDUNDANT, policies);

        // Of the three in `tail`, the last takes what the first two leave.
        assertThat(found)
                .extracting(Found::rule, Found::other)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("narrow/1", "wide/1"),
                        org.assertj.core.groups.Tuple.tuple("tail/1", "tail/2"),
                        org.assertj.core.groups.Tuple.tuple("tail/2", "tail/3"));
        for (var one : found) {
            var fewer = policies;
            for (var p : policies.all()) {
                for (var r : p.rules()) {
                    fewer = r.id().equals(one.rule()) ? policies.with(p.without(r)) : fewer;
                }
            }
            var example = one.example().orElseThrow();
            assertThat(policies.speaking(example, NOON)).contains(one.rule());
            assertThat(fewer.outcomeOf(example, NOON)).isEqualTo(policies.outcomeOf(example, NOON));
        }
    }

    @Test
    void tellsWhatAnEndingExemptionWillFlip() {
        var files = new TreeMap<String, String>();
        files.put(
                "a.yaml",
                policy("pay", "all", "amount > 10.0 => deny", "true => approve")
                        + "exception: {kind: time_limited, max_days: 60}\n");
        files.put("b.yaml", policy("never", "all", "amount > 100.0 => deny"));
        files.put(
                "exemptions.yaml",
                """
                exemptions:
                  - {id: EX-1, policy: pay, owner: ana, ticket: T-1, condition: "service == 'x'",
                     granted: 2026-11-01, expires: 2026-12-01, renewals: 2}
                  - {id: EX-2, policy: pay, owner: ana, ticket: T-2, condition: "amount < 5.0",
                     granted: 2026-11-01, expires: 2026-12-02}
                  - {id: EX-3, policy: pay, owner: ana, ticket: T-3, condition: "service == 'y'",
                     granted: 2026-11-20, expires: 2027-01-15}
                """);
        var set = PolicySet.read(files);
        assertThat(set.findings()).isEmpty();

        var found = of(Kind.EXPIRING, set.policies());

        assertThat(found).extracting(Found::rule).containsExactly("EX-1");
        assertThat(found.getFirst().when()).contains(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(found.getFirst().sentence())
                .contains("renewed 2 times", "come out deny instead of approve");
        assertThat(found.getFirst().example().orElseThrow().told())
                .containsEntry("service", "x")
                .containsOnlyKeys("service", "amount");
    }

    @Test
    void knowsWhatTermsImplyOfEachOther() {
        var policies =
                read(
                        policy(
                                "a",
                                "all",
                                "text.mentionsWord('refunds') && !text.mentions('refund') => deny"),
                        policy("b", "all", "text.startsWith('x') && text.startsWith('y') => deny"),
                        policy(
                                "c",
                                "all",
                                "text.contains('big refund') && !text.mentions('refund') => deny"));

        var found = Analysis.of(policies, NOON);

        assertThat(found)
                .filteredOn(f -> f.kind() == Kind.NEVER)
                .extracting(Found::rule)
                .containsExactly("a/1", "b/1");
    }

    @Test
    void writesATextThatMentionsATermWithoutContainingItLetterByLetter() {
        var policies =
                read(
                        policy(
                                "mild",
                                "all",
                                "text.contains('data loss') => approve",
                                "text.mentions('data loss') => approve"),
                        policy("strict", "all", "amount > 5.0 => deny"));

        var found = Analysis.of(policies, NOON);

        assertThat(found).extracting(Found::kind).doesNotContain(Kind.UNCONFIRMED);
        assertThat(found)
                .filteredOn(f -> f.rule().equals("mild/2") && f.other().equals("strict/1"))
                .singleElement()
                .satisfies(f ->
                        assertThat(policies.speaking(f.example().orElseThrow(), NOON))
                                .contains("mild/2", "strict/1"));
    }

    @Test
    void findsNothingInTheShippedPoliciesButWhatIsMeant() throws Exception {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(Path.of("../playbooks/policies"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        var found = Analysis.of(PolicySet.read(texts).policies(), NOON);

        assertThat(found).noneMatch(f -> f.kind().isDefect());
    }
}
