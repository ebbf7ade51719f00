package dev.countersign.playbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// A legal playbook of random size: key order, list style, quotes, comments and optional keys vary.
final class GeneratedPlaybook {
    /// Lines that stand together; the inner ones are indented by two.
    private record Block(List<String> lines) {}

    private final Random random;

    private GeneratedPlaybook(Random random) {
        this.random = random;
    }

    static String of(long seed) {
        var made = new GeneratedPlaybook(new Random(seed));
        var lines = new ArrayList<String>();
        if (made.chance(3)) {
            lines.add("# playbook " + seed);
        }
        made.document().forEach(b -> lines.addAll(b.lines()));
        return lines.stream().map(made::decorated).collect(Collectors.joining("\n")) + "\n";
    }

    /// The document as careless copying leaves it.
    static String flat(String yaml) {
        return yaml.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private List<Block> document() {
        return shuffled(
                scalar("version", pick("1.2", "\"2.0\"", "3")),
                map(
                        "owners",
                        shuffled(
                                scalar("executive_sponsor", "\"a@x.example\""),
                                scalar("program_manager", "b@x.example"),
                                scalar("security_partner", "'c@x.example'"),
                                scalar("legal_partner", "d@x.example"))),
                map(
                        "regions",
                        shuffled(
                                list("allowed", 1),
                                scalar("data_residency", pick("enforced", "\"monitor\"")),
                                scalar("pii_redaction", pick("true", "false")))),
                map(
                        "slo",
                        shuffled(
                                scalar("training_completion", "0.92"),
                                scalar("adoption_rate", "0.75"),
                                scalar("exception_clearance_hours", "24"))),
                map("rbac", List.of(items("roles", 1 + random.nextInt(5), this::role))),
                items("training_tracks", 1 + random.nextInt(4), this::track),
                map(
                        "observability",
                        shuffled(
                                scalar("prompt_logging", "\"enabled\""),
                                scalar("model_versions", "true"),
                                map(
                                        "audit_trail",
                                        shuffled(
                                                scalar("store", "a.b.c"),
                                                scalar("retention_days", "730"))))),
                map(
                        "approvals",
                        List.of(
                                map(
                                        "workflow_changes",
                                        shuffled(list("steps", 1), scalar("sla_hours", "48"))))),
                map(
                        "risk_thresholds",
                        shuffled(
                                list("yellow_zone_terms", 1),
                                scalar("block_on_confidence_lt", "0.7"),
                                scalar("manual_review_required", "true"))),
                map(
                        "communication",
                        shuffled(list("channels", 1), scalar("daily_brief_time_utc", "\"14:00\""))),
                map("adoption_reporting", shuffled(scalar("sink", "local"), list("fields", 1))));
    }

    private List<Block> role() {
        return some(
                scalar("name", odd()),
                chance(5) ? null : list("prompts", 0),
                chance(3) ? null : list("approvals", 0),
                chance(2) ? null : scalar("human_in_loop", pick("true", "false")));
    }

    private List<Block> track() {
        return some(
                scalar("id", word()),
                chance(4) ? null : list("kpis", 0),
                chance(4) ? null : items("modules", 1 + random.nextInt(3), this::module),
                chance(3) ? null : items("microtools", 1 + random.nextInt(3), this::microtool));
    }

    private List<Block> module() {
        return some(
                scalar("name", odd()),
                scalar("duration_min", "35"),
                chance(4) ? null : list("outcomes", 0));
    }

    private List<Block> microtool() {
        return some(
                scalar("name", odd()),
                scalar("product", word()),
                scalar("confidence_threshold", "0.82"),
                chance(3)
                        ? null
                        : chance(40)
                                ? new Block(
                                        List.of(
                                                "approval_rule: >",
                                                "  if confidence < 0.9",
                                                "  => approve"))
                                : scalar(
                                        "approval_rule",
                                        "\"if confidence < 0.9 or contains: refund, escalation => manager_approve\""),
                chance(4)
                        ? null
                        : items("gating_conditions", 1 + random.nextInt(3), this::condition),
                chance(3) ? null : scalar("qa_owner", "q@x.example"));
    }

    private List<Block> condition() {
        return chance(2)
                ? some(scalar("type", "quiz"), scalar("threshold", "0.85"))
                : some(scalar("type", "shadow_mode"), scalar("sample_size", "50"));
    }

    private Block scalar(String key, String value) {
        return new Block(List.of((chance(30) ? "\"" + key + "\"" : key) + ": " + value));
    }

    private Block map(String key, List<Block> children) {
        var lines = new ArrayList<>(List.of(key + ":"));
        children.forEach(c -> c.lines().forEach(l -> lines.add("  " + l)));
        return new Block(lines);
    }

    private Block items(String key, int count, java.util.function.Supplier<List<Block>> item) {
        var lines = new ArrayList<>(List.of(key + ":"));
        for (var n = 0; n < count; n++) {
            var all = item.get().stream().flatMap(b -> b.lines().stream()).toList();
            var flow =
                    all.stream()
                            .noneMatch(l ->
                                    l.endsWith(":")
                                            || l.startsWith(" ")
                                            || l.contains("#")
                                            || l.endsWith(","));
            if (flow && chance(5) && all.stream().noneMatch(l -> l.matches(".*[\\[{&>].*"))) {
                lines.add("  - {" + String.join(", ", all) + "}");
                continue;
            }
            for (var i = 0; i < all.size(); i++) {
                lines.add((i == 0 ? "  - " : "    ") + all.get(i));
            }
        }
        return new Block(lines);
    }

    private Block list(String key, int least) {
        var texts = new ArrayList<String>();
        for (var n = least + random.nextInt(4); n > 0; n--) {
            texts.add(
                    chance(2)
                            ? word()
                            : pick(
                                    "\"slack:#desk\"",
                                    "'it''s'",
                                    "\"a, b: [c]\"",
                                    "teams:Ops",
                                    "\"#1 \\\" x\""));
        }
        if (texts.isEmpty() || chance(2)) {
            if (texts.size() > 1 && chance(4)) {
                var lines = new ArrayList<>(List.of(key + ": [" + texts.getFirst() + ","));
                texts.subList(1, texts.size() - 1).forEach(t -> lines.add("    " + t + ","));
                lines.add("    " + texts.getLast() + "]");
                return new Block(lines);
            }
            return new Block(List.of(key + ": [" + String.join(", ", texts) + "]"));
        }
        var lines = new ArrayList<>(List.of(key + ":"));
        texts.forEach(t -> lines.add("  - " + t));
        return new Block(lines);
    }

    private String odd() {
        return pick(
                "Automate-vs-Avoid 101",
                "Copilot in Zendesk/ServiceNow",
                "Daily Briefs + Coaching",
                "Decision Ledger & Approvals",
                "Issue#4 C#",
                "'#1 priority'",
                "\"name: x\"",
                "it's [fine]",
                word());
    }

    private String word() {
        return pick("sort", "look_up", "refund", "approvals", "name", "id", "escalate")
                + random.nextInt(50);
    }

    private String decorated(String line) {
        if (line.endsWith(",")
                || line.endsWith(">")
                || line.endsWith("0.9")
                || line.endsWith("=> approve")
                || !chance(12)) {
            return line;
        }
        return chance(2)
                ? line + pick(" # why: see above", " # 92% within 14 days")
                : line + (chance(2) ? "\n" : "\n# roles: not a key");
    }

    private List<Block> some(Block... blocks) {
        return shuffled(Arrays.stream(blocks).filter(b -> b != null).toArray(Block[]::new));
    }

    private List<Block> shuffled(Block... blocks) {
        var all = new ArrayList<>(List.of(blocks));
        if (chance(2)) {
            Collections.shuffle(all, random);
        }
        return all;
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
