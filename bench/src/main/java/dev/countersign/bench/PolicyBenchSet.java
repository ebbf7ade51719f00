package dev.countersign.bench;

import dev.countersign.policy.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A thousand rules as an organisation of 96 services may have them, and cases for them: two
/// policies of five rules for each service, four of five for tags, four of five for everything.
final class PolicyBenchSet {
    private static final int SERVICES = 96;
    private static final List<String> TERMS =
            List.of("refund", "outage", "data loss", "escalate", "gdpr", "chargeback");
    private static final List<String> TIERS = List.of("free", "basic", "enterprise");
    private static final List<String> OUTCOMES = List.of("deny", "escalate", "approve");

    private PolicyBenchSet() {}

    static SortedMap<String, String> thousandRules() {
        var random = new Random(20261121);
        var out = new TreeMap<String, String>();
        for (var service = 0; service < SERVICES; service++) {
            add(out, "money-" + service, "{services: [s" + service + "]}", 60, false, random);
            add(out, "risk-" + service, "{services: [s" + service + "]}", 50, false, random);
        }
        for (var i = 0; i < 4; i++) {
            add(out, "tag-" + i, "{tags: [t" + i + "]}", 70, false, random);
            add(out, "all-" + i, "all", 20 + i, true, random);
        }
        return out;
    }

    private static void add(
            SortedMap<String, String> out,
            String name,
            String scope,
            int priority,
            boolean rest,
            Random random) {
        var text = new StringBuilder();
        text.append("name: ").append(name).append("\nversion: '1'\nowner: ops\nscope: ");
        text.append(scope).append("\npriority: ").append(priority).append("\nrule:\n  match:\n");
        for (var i = 0; i < 5; i++) {
            var condition = rest && i == 4 ? "confidence >= 0.0" : condition(random);
            text.append("    - condition: \"").append(condition).append("\"\n      output: \"'");
            text.append(rest && i == 4 ? "approve" : OUTCOMES.get(random.nextInt(3)));
            text.append("'\"\n");
        }
        out.put(name + ".yaml", text.toString());
    }

    private static String condition(Random random) {
        var amount = 100 * random.nextInt(1, 500);
        return switch (random.nextInt(6)) {
            case 0 -> "confidence < 0." + random.nextInt(10, 95) + " && amount > " + amount + ".0";
            case 1 -> "text.mentions('" + TERMS.get(random.nextInt(6)) + "') && severity != 'P1'";
            case 2 ->
                    "amount > "
                            + amount
                            + ".0 && customer_tier == '"
                            + TIERS.get(random.nextInt(3))
                            + "'";
            case 3 ->
                    "affected_customers >= "
                            + amount
                            + " || severity in ['P1', 'P2'] && !business_day";
            case 4 -> "'personal' in data_classes && requested_days > " + random.nextInt(1, 90);
            default ->
                    "text.contains('"
                            + TERMS.get(random.nextInt(6))
                            + "') && amount >= "
                            + amount
                            + ".0";
        };
    }

    static SortedMap<String, String> withOneThresholdMoved(SortedMap<String, String> texts) {
        var out = new TreeMap<>(texts);
        for (var file : texts.entrySet()) {
            var moved = file.getValue().replaceFirst("amount > (\\d+)", "amount > 1$1");
            if (file.getKey().startsWith("money") && !moved.equals(file.getValue())) {
                out.put(file.getKey(), moved);
                return out;
            }
        }
        throw new IllegalStateException("no threshold to move");
    }

    static Facts facts(Random random) {
        return Facts.of(drawn(random));
    }

    private static Map<String, Object> drawn(Random random) {
        var text = new StringBuilder("The customer writes about the last invoice and ");
        for (var i = 0; i < 8; i++) {
            text.append(random.nextInt(12) == 0 ? TERMS.get(random.nextInt(6)) : "the service");
            text.append(" was looked at. ");
        }
        var tags = new ArrayList<String>();
        if (random.nextInt(4) == 0) {
            tags.add("t" + random.nextInt(4));
        }
        return Map.of(
                "service",
                "s" + random.nextInt(SERVICES),
                "team",
                "team" + random.nextInt(12),
                "category",
                "refund",
                "severity",
                "P" + random.nextInt(1, 5),
                "amount",
                100.0 * random.nextInt(500),
                "confidence",
                random.nextInt(100) / 100.0,
                "customer_tier",
                TIERS.get(random.nextInt(3)),
                "affected_customers",
                (long) random.nextInt(50_000),
                "tags",
                tags,
                "text",
                text.toString());
    }

    static void write(Path file, int decisions) throws IOException {
        var random = new Random(7);
        try (var out = Files.newBufferedWriter(file)) {
            for (var i = 0; i < decisions; i++) {
                out.write("{\"id\":" + i + ",\"outcome\":\"" + OUTCOMES.get(random.nextInt(3)));
                out.write("\",\"facts\":{");
                var first = true;
                for (var fact : drawn(random).entrySet()) {
                    out.write(first ? "" : ",");
                    first = false;
                    out.write("\"" + fact.getKey() + "\":" + json(fact.getValue()));
                }
                out.write("}}\n");
            }
        }
    }

    private static String json(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case List<?> list ->
                    "[" + String.join(",", list.stream().map(e -> "\"" + e + "\"").toList()) + "]";
            default -> value.toString();
        };
    }
}
