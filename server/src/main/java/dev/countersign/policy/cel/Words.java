package dev.countersign.policy.cel;

import java.util.List;
import java.util.stream.Collectors;

/// Reads a condition aloud.
public final class Words {
    private Words() {}

    public static String of(Node node) {
        return switch (node) {
            case Node.And(var parts) -> joined(parts, " AND ");
            case Node.Or(var parts) -> joined(parts, " OR ");
            case Node.Not(Node.Among(var attribute, var names)) ->
                    attribute.key() + " is not " + among(names.stream().sorted().toList());
            case Node.Not(Node.Compare(var attribute, var order, var limit)) ->
                    attribute.key() + " " + order.otherwise + " " + number(limit);
            case Node.Not(Node.Has(var attribute, var member)) ->
                    attribute.key() + " do not include `" + member + "`";
            case Node.Not(Node.Search search) -> search(search, "does not ");
            case Node.Not(Node.Flag(var attribute)) -> "not " + attribute.key();
            case Node.Not(var inner) -> "NOT (" + of(inner) + ")";
            case Node.Always(var value) -> value ? "always" : "never";
            case Node.Compare(var attribute, var order, var limit) ->
                    attribute.key() + " " + order.words + " " + number(limit);
            case Node.Among(var attribute, var names) ->
                    attribute.key() + " is " + among(names.stream().sorted().toList());
            case Node.Has(var attribute, var member) ->
                    attribute.key() + " include `" + member + "`";
            case Node.Flag(var attribute) -> attribute.key();
            case Node.Search search -> search(search, "");
            case Node.Opaque(var text, _, _) -> "`" + text + "` holds";
        };
    }

    /// As part of a longer sentence.
    public static String bracketed(Node node) {
        return node instanceof Node.Or ? "(" + of(node) + ")" : of(node);
    }

    private static String search(Node.Search search, String negation) {
        var plain = !negation.isEmpty();
        var verb =
                switch (search.predicate()) {
                    case "contains", "mentionsPart" -> plain ? "contain" : "contains";
                    case "startsWith" -> plain ? "start with" : "starts with";
                    case "endsWith" -> plain ? "end with" : "ends with";
                    default -> plain ? "mention" : "mentions";
                };
        return search.attribute().key() + " " + negation + verb + " `" + search.literal() + "`";
    }

    private static String joined(List<Node> parts, String by) {
        return parts.stream()
                .map(p -> p instanceof Node.And || p instanceof Node.Or ? "(" + of(p) + ")" : of(p))
                .collect(Collectors.joining(by));
    }

    private static String among(List<String> names) {
        return names.stream()
                .map(n -> n.isEmpty() ? "unknown" : "`" + n + "`")
                .collect(Collectors.joining(" or "));
    }

    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
