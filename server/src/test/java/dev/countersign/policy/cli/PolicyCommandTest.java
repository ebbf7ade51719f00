package dev.countersign.policy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.testing.Golden;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyCommandTest {
    private static final String SHIPPED = "../playbooks/policies";

    private static final String REFUNDS =
            """
            name: refunds
            version: "1"
            owner: ana
            scope: {services: [billing]}
            exception: {kind: time_limited, max_days: 60}
            rule:
              match:
                - {condition: "amount > 500.0", output: "'deny'"}
                - {condition: "amount > 700.0", output: "'escalate'"}
                - {condition: "text.matches('refund')", output: "'escalate'"}
            verification:
              invariants:
                - {id: never-much, assume: "amount > 9000.0", assert: "rule.result == 'deny'"}
            """;

    private static final String EXEMPTIONS =
            """
            exemptions:
              - {id: EX-1, policy: refunds, owner: ana, ticket: T-1, condition: "team == 'a'",
                 granted: 2026-11-01, expires: 2026-12-01, renewals: 3}
            """;

    @TempDir private Path temporary;

    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new CommandLine(new PolicyCommand());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        var all = new java.util.ArrayList<>(java.util.List.of(arguments));
        all.add("--at");
        all.add("2026-11-21T12:00:00Z");
        return new Run(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private Path folder(String name, String policy) throws IOException {
        var folder = Files.createDirectories(temporary.resolve(name));
        Files.writeString(folder.resolve("refunds.yaml"), policy);
        Files.writeString(folder.resolve("exemptions.yaml"), EXEMPTIONS);
        return folder;
    }

    private Path old;
    private Path changed;
    private Path decisions;

    @BeforeEach
    void write() throws IOException {
        old = folder("old", REFUNDS);
        changed = folder("new", REFUNDS.replace("> 500.0", "> 400.0").replace("\"1\"", "\"2\""));
        decisions =
                Files.writeString(
                        temporary.resolve("decisions.jsonl"),
                        """
                        {"id": 1, "outcome": "deny", "facts": {"service": "billing", "amount": 450, "team": "b", "category": "refund"}}
                        {"id": 2, "outcome": "escalate", "facts": {"service": "billing", "amount": 450, "team": "b"}}
                        {"id": 3, "outcome": "approve", "facts": {"service": "billing", "amount": 900, "team": "a"}}
                        {"id": 4, "at": "2026-12-24T00:00:00Z", "outcome": "approve", "facts": {"service": "billing", "amount": 900, "team": "a"}}
                        """);
    }

    @Test
    @Requirement({"P67", "P69"})
    void findsNothingToMendInWhatIsShipped() {
        var run = run("lint", SHIPPED);

        assertThat(run.code()).isZero();
        Golden.check("policy/lint-shipped.txt", run.out());
    }

    @Test
    @Requirement({"P65", "P67", "P68"})
    void lintsWithPlacesAndCases() throws Exception {
        var run = run("lint", old.toString());

        assertThat(run.code()).isEqualTo(1);
        Golden.check("policy/lint.txt", run.out());
        var json = new JsonMapper().readTree(run("lint", old.toString(), "--json").out());
        assertThat(json.get("analysis").findValuesAsText("kind"))
                .contains("shadowed", "opaque", "refuted", "expiring", "gap");
    }

    @Test
    @Requirement("P68")
    void comparesTwoVersionsAndWhoIsConcerned() throws Exception {
        var run =
                run(
                        "diff",
                        old.toString(),
                        changed.toString(),
                        "--decisions",
                        decisions.toString());

        assertThat(run.code()).isEqualTo(1);
        Golden.check("policy/diff.txt", run.out());
        var same = run("diff", old.toString(), old.toString(), "--json");
        assertThat(same.code()).isZero();
        assertThat(new JsonMapper().readTree(same.out()).at("/findings/0/kind").asText())
                .isEqualTo("unchanged");
    }

    @Test
    @Requirement("P68")
    void replaysRecordedDecisionsAtTheirOwnTimes() throws Exception {
        var run = run("replay", old.toString(), "--decisions", decisions.toString());

        assertThat(run.code()).isEqualTo(1);
        Golden.check("policy/replay.txt", run.out());
        var json =
                new JsonMapper()
                        .readTree(
                                run(
                                                "replay",
                                                old.toString(),
                                                "--decisions",
                                                decisions.toString(),
                                                "--json")
                                        .out());
        assertThat(json.get("changed").asInt()).isEqualTo(2);
        assertThat(json.at("/byTeam/a").asInt()).isEqualTo(1);
    }

    @Test
    @Requirement("P66")
    void explainsAVerdict() throws Exception {
        var file =
                Files.writeString(
                        temporary.resolve("case.json"),
                        "{\"service\": \"billing\", \"amount\": 450, \"text\": \"a refund\"}");

        var run = run("explain", old.toString(), "--case", file.toString());

        assertThat(run.code()).isZero();
        Golden.check("policy/explain.txt", run.out());
    }

    @Test
    void refusesWhatItCannotReadAndSaysWhere() throws Exception {
        var bytes = Files.write(temporary.resolve("bad.jsonl"), new byte[] {(byte) 0xc3, 0x28});
        var line = Files.writeString(temporary.resolve("line.jsonl"), "{}\n");
        Files.createDirectories(temporary.resolve("empty"));
        var broken = folder("broken", REFUNDS.replace("amount > 500.0", "amonut > 5"));
        var latin = folder("latin", REFUNDS);
        Files.write(latin.resolve("refunds.yaml"), new byte[] {(byte) 0xe9, '\n'});

        assertThat(run("lint", temporary.resolve("nowhere").toString()).err())
                .contains("cannot read the folder");
        assertThat(run("lint", temporary.resolve("empty").toString()).err())
                .contains("holds no policy");
        assertThat(run("lint", latin.toString()).err()).contains("refunds.yaml` is not UTF-8");
        assertThat(run("replay", old.toString(), "--decisions", bytes.toString()))
                .satisfies(r -> assertThat(r.code()).isEqualTo(2))
                .satisfies(r -> assertThat(r.err()).contains("as UTF-8"));
        assertThat(run("replay", old.toString(), "--decisions", line.toString()).err())
                .contains("line.jsonl:1: `facts` is missing");
        assertThat(run("diff", old.toString(), broken.toString()))
                .satisfies(r -> assertThat(r.code()).isEqualTo(2))
                .satisfies(r -> assertThat(r.err()).contains("refunds.yaml:8:", "amonut"));
    }
}
