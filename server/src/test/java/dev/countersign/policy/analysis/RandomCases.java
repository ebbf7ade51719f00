package dev.countersign.policy.analysis;

import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Conditions and cases at random, over few values, so that they meet often.
final class RandomCases {
    // Words that hold each other, stems that change, letters whose small form depends on the next.
    private static final List<String> TERMS =
            List.of(
                    "refund",
                    "refunds",
                    "Refund",
                    "refund request",
                    "ref",
                    "data loss",
                    "loss",
                    "dying",
                    "die",
                    "",
                    " ",
                    "/",
                    "a-b",
                    "12",
                    "Straße",
                    "ΟΔΟΣ",
                    "οδος",
                    "İ",
                    "i");
    private static final List<String> GLUE = List.of(" ", "", "/", "-", ", ", "s ", "ed ", "X");
    private static final List<String> NAMES =
            List.of("", "P1", "P2", "pay", "O\\'Hara", "zz-other");
    private static final List<Double> NUMBERS = List.of(-1.0, -0.0, 0.1, 0.3, 0.5, 1.0, 12.5, 1e15);
    private static final List<Long> WHOLES =
            List.of(0L, 1L, 2L, 3L, 12L, 23L, 9_007_199_254_740_991L);
    private static final List<String> ORDERS = List.of("<", "<=", "==", "!=", ">=", ">");
    private static final List<String> SEARCHES =
            List.of(
                    "contains",
                    "startsWith",
                    "endsWith",
                    "mentions",
                    "mentionsWord",
                    "mentionsPart");
    private static final Map<String, String> TURNED =
            Map.of("<", ">", "<=", ">=", "==", "==", "!=", "!=", ">=", "<=", ">", "<");
    private static final List<String> OPAQUE =
            List.of(
                    "size(text) > 12",
                    "text.matches('re.*d')",
                    "amount * 2.0 > 1.0",
                    "amount > confidence",
                    "10 / requested_days > 3",
                    "tags.exists(t, t == 'P1')",
                    "text == request");

    private final Random random;

    RandomCases(Random random) {
        this.random = random;
    }

    String condition(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return question();
        }
        var one = condition(depth - 1);
        var other = condition(depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> "(" + one + " && " + other + ")";
            case 1 -> "(" + one + " || " + other + ")";
            case 2 -> "!(" + one + ")";
            default -> "(" + one + " ? " + other + " : " + condition(depth - 1) + ")";
        };
    }

    private String question() {
        var kind = random.nextInt(30);
        if (kind == 0) {
            return one(OPAQUE);
        }
        if (kind == 1) {
            return one(List.of("true", "false", "1 == 1", "'a' in ['b', 'a']", "2.5 == 3.5"));
        }
        var attribute = one(List.of(Attribute.values()));
        return switch (attribute.kind()) {
            case NAME -> name(attribute.key());
            case NAMES -> "'" + one(NAMES) + "' in " + attribute.key();
            case TEXT -> attribute.key() + "." + one(SEARCHES) + "('" + one(TERMS) + "')";
            case NUMBER, WHOLE -> number(attribute);
            case FLAG ->
                    one(
                            List.of(
                                    attribute.key(),
                                    "!" + attribute.key(),
                                    attribute.key() + " == false",
                                    attribute.key() + " != false"));
        };
    }

    private String name(String key) {
        return switch (random.nextInt(4)) {
            case 0 -> key + " == '" + one(NAMES) + "'";
            case 1 -> "'" + one(NAMES) + "' != " + key;
            case 2 -> key + " in []";
            default -> key + " in ['" + one(NAMES) + "', '" + one(NAMES) + "']";
        };
    }

    private String number(Attribute attribute) {
        var order = one(ORDERS);
        // CEL has no equality between whole numbers and others.
        var equality = order.equals("==") || order.equals("!=");
        var whole = equality ? attribute.kind() == Attribute.Kind.WHOLE : random.nextBoolean();
        var limit = whole ? String.valueOf(one(WHOLES)) : String.valueOf(one(NUMBERS));
        return random.nextInt(3) == 0
                ? limit + " " + TURNED.getOrDefault(order, order) + " " + attribute.key()
                : attribute.key() + " " + order + " " + limit;
    }

    Facts facts() {
        var out = Facts.NONE;
        for (var attribute : Attribute.values()) {
            if (random.nextInt(5) > 0) {
                out = out.with(attribute, value(attribute));
            }
        }
        return out;
    }

    private Object value(Attribute attribute) {
        return switch (attribute.kind()) {
            case NAME -> named();
            case NAMES -> random.ints(random.nextInt(3)).mapToObj(_ -> named()).toList();
            case TEXT -> text();
            case NUMBER ->
                    attribute == Attribute.CONFIDENCE
                            ? random.nextInt(-10, 11) / 10.0
                            : one(NUMBERS) + random.nextInt(3) - 1;
            case WHOLE ->
                    attribute == Attribute.LOCAL_HOUR
                            ? random.nextLong(24)
                            : Math.max(0, one(WHOLES) + random.nextInt(3) - 1);
            case FLAG -> random.nextBoolean();
        };
    }

    private String named() {
        return random.nextInt(8) == 0 ? "elsewhere" : one(NAMES).replace("\\", "");
    }

    private String text() {
        var parts = new ArrayList<String>();
        for (var i = random.nextInt(5); i > 0; i--) {
            var term = one(TERMS);
            parts.add(random.nextInt(4) == 0 ? term.toUpperCase(Locale.ROOT) : term);
            parts.add(one(GLUE));
        }
        return String.join("", parts.isEmpty() ? parts : parts.subList(0, parts.size() - 1));
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
