package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Organisation;
import dev.countersign.playbook.OrganisationReader;
import dev.countersign.playbook.Playbook;
import dev.countersign.playbook.PlaybookReader;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.testing.Requirement;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The playbook's rules as CEL against the rules that judge calls. `-Dcountersign.cases=1000000`
/// runs the full count.
class PlaybookCelTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int CASES = Integer.getInteger("countersign.cases", 10_000);
    private static final int CASES_PER_PLAYBOOK = 500;

    private static final List<String> WORDS =
            List.of(
                    "refund",
                    "Refunds",
                    "escalation",
                    "escalate",
                    "policy",
                    "big refund",
                    "fine",
                    "policyholder");

    private static final String ORGANISATION =
            """
            name: X
            time_zone: UTC
            people: [{id: pat, name: Pat, email: pat@x.example, roles: [programme_manager]}]
            owners: {executive_sponsor: pat, program_manager: pat}
            approvers: {refund_credits: ops_manager}
            regions: [eu]
            sinks: []
            upstreams: []
            redaction: rules
            """;

    private static <T> T any(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String rule(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0 ->
                    "confidence <" + any(random, List.of("", "=")) + " 0." + random.nextInt(1, 10);
            case 1 -> "contains: " + any(random, WORDS.subList(0, 6)) + ", " + any(random, WORDS);
            case 2 -> "(" + rule(random, depth - 1) + " and " + rule(random, depth - 1) + ")";
            default -> "(" + rule(random, depth - 1) + " or " + rule(random, depth - 1) + ")";
        };
    }

    private static LoadedPlaybook playbook(Random random, String text) {
        var playbook =
                text.replace(
                                "if confidence < 0.95 or contains: cancellation => manager_approve",
                                "if " + rule(random, 2) + " => manager_approve")
                        .replace(
                                "confidence_threshold: 0.8",
                                "confidence_threshold: 0." + random.nextInt(5, 10))
                        .replace("[\"cancelled\", \"PII\"]", "[" + any(random, WORDS) + ", PII]")
                        .replace(
                                "block_on_confidence_lt: 0.6",
                                "block_on_confidence_lt: 0." + random.nextInt(1, 5));
        var organisation =
                ORGANISATION
                        + "settings: {below_threshold: %s, contains_reads: %s, contains_match: %s, personal_data_zone: %s}\n"
                                .formatted(
                                        any(random, List.of("hold", "block", "release")),
                                        any(random, List.of("request", "answer", "both")),
                                        any(random, List.of("stem", "word", "substring")),
                                        any(random, List.of("off", "both")));
        return new LoadedPlaybook(
                "x",
                read(playbook),
                organisation(organisation),
                playbook,
                organisation,
                List.of(),
                NOON,
                "ana");
    }

    private static Playbook read(String text) {
        var read = PlaybookReader.read("p.yaml", text, PlaybookReader.Mode.STRICT);
        return read.playbook().orElseThrow(() -> new AssertionError(read.findings() + text));
    }

    private static Organisation organisation(String text) {
        var read = OrganisationReader.read("o.yaml", text);
        return read.organisation().orElseThrow(() -> new AssertionError(read.findings()));
    }

    private static String text(Random random) {
        return any(random, WORDS) + " and " + any(random, WORDS) + " here";
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Release _ -> Outcome.APPROVE;
            case Verdict.Hold _ -> Outcome.ESCALATE;
            case Verdict.Block _ -> Outcome.DENY;
        };
    }

    @Test
    @Requirement({"E32", "E47", "E48", "E49"})
    void theCelAgreesWithTheRulesThatJudgeCalls() throws Exception {
        var random = new Random(32);
        var text = Files.readString(Path.of("src/test/resources/playbook/whole.yaml"));
        var seen = new TreeMap<Outcome, Integer>();
        for (var done = 0; done < CASES; ) {
            var loaded = playbook(random, text);
            var tool = loaded.playbook().trainingTracks().getFirst().microtools().getFirst();
            var rules = RulebookCompiler.compile(loaded).rulesOf(tool.name());
            var lines = PlaybookCel.of(loaded.playbook(), loaded.organisation().settings(), tool);
            var files = new TreeMap<String, String>();
            files.put("tool.yaml", PlaybookCel.policy("tool", lines));
            var set = PolicySet.read(files);
            assertThat(set.findings()).as(files.get("tool.yaml")).isEmpty();
            for (var i = 0; i < CASES_PER_PLAYBOOK; i++, done++) {
                Optional<BigDecimal> confidence =
                        random.nextInt(8) == 0
                                ? Optional.empty()
                                : Optional.of(BigDecimal.valueOf(random.nextInt(21) * 5L, 2));
                var found = new PersonalDataFound(random.nextInt(6) == 0, random.nextInt(6) == 0);
                var request = text(random);
                var answer = text(random);
                var facts =
                        Facts.NONE
                                .with(Attribute.REQUEST, request)
                                .with(Attribute.TEXT, answer)
                                .with(
                                        Attribute.DATA_CLASSES,
                                        found.inAnswer() || found.inRequest()
                                                ? List.of("personal")
                                                : List.of())
                                .with(
                                        Attribute.CONFIDENCE,
                                        confidence.map(BigDecimal::doubleValue).orElse(-1.0));
                var expected = outcome(rules.judge(confidence, request, answer, found));
                assertThat(set.policies().outcomeOf(facts, NOON))
                        .as("%s by %s", facts, lines)
                        .isEqualTo(expected);
                seen.merge(expected, 1, Integer::sum);
            }
        }
        assertThat(seen).hasSize(3);
        System.out.println("playbook as CEL: " + seen + ", 0 disagree");
    }
}
