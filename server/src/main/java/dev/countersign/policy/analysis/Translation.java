package dev.countersign.policy.analysis;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Attribute.Kind;
import dev.countersign.policy.Facts;
import dev.countersign.policy.cel.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Conditions as formulas, and models as cases. Names are numbers; each question about a text or a
/// list is one Boolean, because the solver's own strings do not end in time.
final class Translation {
    /// A word that stands in no policy.
    private static final String OTHER = "zz-other";

    private final Context z3;
    private final Map<Attribute, ArithExpr<?>> numbers = new EnumMap<>(Attribute.class);
    private final Map<Attribute, BoolExpr> flags = new EnumMap<>(Attribute.class);
    private final Map<Attribute, Map<String, Integer>> names = new EnumMap<>(Attribute.class);
    private final Map<Node, BoolExpr> atoms = new LinkedHashMap<>();

    Translation(Context z3) {
        this.z3 = z3;
    }

    BoolExpr of(Node node) {
        return switch (node) {
            case Node.And(var parts) -> z3.mkAnd(all(parts));
            case Node.Or(var parts) -> z3.mkOr(all(parts));
            case Node.Not(var inner) -> z3.mkNot(of(inner));
            case Node.Always(var value) -> z3.mkBool(value);
            case Node.Compare(var attribute, var order, var limit) ->
                    compare(attribute, order, limit);
            case Node.Among(var attribute, var wanted) ->
                    z3.mkOr(
                            wanted.stream()
                                    .map(n ->
                                            z3.mkEq(
                                                    number(attribute),
                                                    z3.mkInt(code(attribute, n))))
                                    .toArray(BoolExpr[]::new));
            case Node.Flag(var attribute) ->
                    flags.computeIfAbsent(attribute, a -> z3.mkBoolConst(a.key()));
            case Node.Has has -> atom(has);
            case Node.Search search -> atom(search);
            // Anything may come of it: what holds nevertheless holds surely.
            case Node.Opaque opaque -> atom(opaque);
        };
    }

    private BoolExpr[] all(List<Node> parts) {
        return parts.stream().map(this::of).toArray(BoolExpr[]::new);
    }

    private BoolExpr atom(Node node) {
        return atoms.computeIfAbsent(node, _ -> z3.mkBoolConst("atom" + atoms.size()));
    }

    private int code(Attribute attribute, String name) {
        var known = names.computeIfAbsent(attribute, _ -> new LinkedHashMap<>());
        return known.computeIfAbsent(name, _ -> known.size() + 1);
    }

    private ArithExpr<?> number(Attribute attribute) {
        return numbers.computeIfAbsent(
                attribute,
                a -> a.kind() == Kind.NUMBER ? z3.mkRealConst(a.key()) : z3.mkIntConst(a.key()));
    }

    private BoolExpr compare(Attribute attribute, Node.Order order, double limit) {
        var left = number(attribute);
        var right = z3.mkReal(new BigDecimal(String.valueOf(limit)).toPlainString());
        return switch (order) {
            case LESS -> z3.mkLt(left, right);
            case AT_MOST -> z3.mkLe(left, right);
            case EQUAL -> z3.mkEq(left, right);
            case AT_LEAST -> z3.mkGe(left, right);
            case MORE -> z3.mkGt(left, right);
        };
    }

    /// What holds of every case: which values there are, and which questions imply others. Ask
    /// after everything was translated.
    List<BoolExpr> axioms() {
        var out = new ArrayList<BoolExpr>();
        numbers.forEach((attribute, variable) -> {
            if (attribute.kind() == Kind.NAME) {
                out.add(z3.mkGe(variable, z3.mkInt(0)));
                var known = names.getOrDefault(attribute, Map.of());
                out.add(z3.mkLe(variable, z3.mkInt(known.size())));
                return;
            }
            var least = attribute == Attribute.CONFIDENCE ? -1 : 0;
            out.add(z3.mkGe(variable, z3.mkInt(least)));
            var most =
                    switch (attribute) {
                        case CONFIDENCE -> 1;
                        case LOCAL_HOUR -> 23;
                        default -> 1_000_000_000;
                    };
            out.add(z3.mkLe(variable, z3.mkInt(most)));
        });
        var searches =
                atoms.keySet().stream()
                        .filter(Node.Search.class::isInstance)
                        .map(Node.Search.class::cast)
                        .toList();
        for (var one : searches) {
            for (var other : searches) {
                if (!one.equals(other) && implies(one, other)) {
                    out.add(z3.mkImplies(atom(one), atom(other)));
                }
            }
        }
        return out;
    }

    private static boolean implies(Node.Search one, Node.Search other) {
        if (one.attribute() != other.attribute()) {
            return false;
        }
        return switch (other.predicate()) {
            case "contains" ->
                    !one.predicate().startsWith("mentions")
                            && one.literal().contains(other.literal());
            case "startsWith", "endsWith" ->
                    one.predicate().equals(other.predicate())
                            && (other.predicate().equals("startsWith")
                                    ? one.literal().startsWith(other.literal())
                                    : one.literal().endsWith(other.literal()));
            default -> false;
        };
    }

    /// A case that the model describes. It is only a proposal until the evaluator agrees.
    Facts witness(Model model) {
        var out = Facts.NONE;
        for (var entry : numbers.entrySet()) {
            var attribute = entry.getKey();
            var text = model.eval(entry.getValue(), true).toString();
            out =
                    switch (attribute.kind()) {
                        case NAME -> out.with(attribute, name(attribute, Integer.parseInt(text)));
                        case WHOLE -> out.with(attribute, Long.valueOf(text));
                        default -> out.with(attribute, real(text));
                    };
        }
        for (var entry : flags.entrySet()) {
            out = out.with(entry.getKey(), model.eval(entry.getValue(), true).isTrue());
        }
        for (var attribute : Attribute.values()) {
            if (attribute.kind() == Kind.NAMES) {
                out = out.with(attribute, members(model, attribute));
            } else if (attribute.kind() == Kind.TEXT) {
                out = out.with(attribute, text(model, attribute));
            }
        }
        return out;
    }

    private String name(Attribute attribute, int code) {
        return names.getOrDefault(attribute, Map.of()).entrySet().stream()
                .filter(e -> e.getValue() == code)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHER);
    }

    private static double real(String text) {
        var parts = text.split("/", 2);
        return parts.length == 1
                ? Double.parseDouble(text)
                : Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
    }

    private List<String> members(Model model, Attribute attribute) {
        return atoms.entrySet().stream()
                .filter(e ->
                        e.getKey() instanceof Node.Has has
                                && has.attribute() == attribute
                                && model.eval(e.getValue(), true).isTrue())
                .map(e -> ((Node.Has) e.getKey()).member())
                .toList();
    }

    private String text(Model model, Attribute attribute) {
        var start = "";
        var end = "";
        var middle = new StringBuilder();
        for (var entry : atoms.entrySet()) {
            if (!(entry.getKey() instanceof Node.Search search)
                    || search.attribute() != attribute
                    || !model.eval(entry.getValue(), true).isTrue()) {
                continue;
            }
            var literal = search.literal();
            switch (search.predicate()) {
                case "startsWith" -> start = literal.length() > start.length() ? literal : start;
                case "endsWith" -> end = literal.length() > end.length() ? literal : end;
                default -> middle.append(" ~ ").append(literal);
            }
        }
        var all = start + middle + (end.isEmpty() ? "" : " ~ " + end);
        return all.strip();
    }
}
