package dev.countersign.policy.analysis;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Attribute.Kind;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policy;
import dev.countersign.policy.cel.Language;
import dev.countersign.policy.cel.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Map<Node, BoolExpr> questions = new LinkedHashMap<>();

    Translation(Context z3) {
        this.z3 = z3;
    }

    BoolExpr of(Node node) {
        return switch (node) {
            case Node.And(var parts) -> z3.mkAnd(all(parts));
            case Node.Or(var parts) -> z3.mkOr(all(parts));
            case Node.Not(var inner) -> z3.mkNot(of(inner));
            case Node.Always(var value) -> z3.mkBool(value);
            case Node.Compare _, Node.Among _, Node.Flag _, Node.Has _, Node.Search _ ->
                    questions.computeIfAbsent(node, this::question);
            case Node.Opaque _ -> questions.computeIfAbsent(node, this::question);
        };
    }

    private BoolExpr question(Node node) {
        return switch (node) {
            case Node.Compare(var attribute, var order, var limit) ->
                    compare(attribute, order, limit);
            case Node.Among(var attribute, var wanted) ->
                    z3.mkOr(
                            wanted.stream()
                                    .sorted()
                                    .map(n ->
                                            z3.mkEq(
                                                    number(attribute),
                                                    z3.mkInt(code(attribute, n))))
                                    .toArray(BoolExpr[]::new));
            case Node.Flag(var attribute) ->
                    flags.computeIfAbsent(attribute, a -> z3.mkBoolConst(a.key()));
            // Anything may come of what is opaque: what holds nevertheless holds surely.
            case Node.Has _, Node.Search _, Node.Opaque _ -> atom(node);
            case Node.And _, Node.Or _, Node.Not _, Node.Always _ -> of(node);
        };
    }

    BoolExpr of(Policy.Scope scope) {
        return of(node(scope));
    }

    static Node node(Policy.Scope scope) {
        var parts = new ArrayList<Node>();
        among(parts, Attribute.SERVICE, scope.services());
        among(parts, Attribute.TEAM, scope.teams());
        among(parts, Attribute.CATEGORY, scope.categories());
        if (!scope.tags().isEmpty()) {
            parts.add(
                    new Node.Or(
                            scope.tags().stream()
                                    .sorted()
                                    .<Node>map(t -> new Node.Has(Attribute.TAGS, t))
                                    .toList()));
        }
        return new Node.And(parts);
    }

    private static void among(List<Node> parts, Attribute attribute, Set<String> names) {
        if (!names.isEmpty()) {
            parts.add(new Node.Among(attribute, names));
        }
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
                var known = names.getOrDefault(attribute, Map.of());
                out.add(z3.mkGe(variable, z3.mkInt(0)));
                out.add(z3.mkLe(variable, z3.mkInt(known.size())));
                return;
            }
            switch (attribute) {
                case CONFIDENCE -> bounds(out, variable, -1, 1);
                case LOCAL_HOUR -> bounds(out, variable, 0, 23);
                // Beyond, a double no longer tells neighbours apart.
                case AMOUNT -> bounds(out, variable, -(1L << 53), 1L << 53);
                default -> bounds(out, variable, 0, 1L << 53);
            }
        });
        var searches = searches();
        Texts.implications(searches)
                .forEach(p -> out.add(z3.mkImplies(atom(p.one()), atom(p.other()))));
        Texts.exclusions(searches)
                .forEach(p -> out.add(z3.mkNot(z3.mkAnd(atom(p.one()), atom(p.other())))));
        for (var search : searches) {
            if (Language.found(search, "")) {
                out.add(atom(search));
            }
        }
        return out;
    }

    private void bounds(List<BoolExpr> out, ArithExpr<?> variable, long least, long most) {
        out.add(z3.mkGe(variable, z3.mkInt(least)));
        out.add(z3.mkLe(variable, z3.mkInt(most)));
    }

    /// What holds, too, of the texts that [#witness] writes.
    List<BoolExpr> plainTexts() {
        return Texts.impliedInPlain(searches()).stream()
                .map(p -> z3.mkImplies(atom(p.one()), atom(p.other())))
                .toList();
    }

    private List<Node.Search> searches() {
        return atoms.keySet().stream()
                .filter(Node.Search.class::isInstance)
                .map(Node.Search.class::cast)
                .toList();
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
        var all = searches().stream().filter(s -> s.attribute() == attribute).toList();
        return Texts.written(
                all.stream().filter(s -> model.eval(atom(s), true).isTrue()).toList(), all);
    }
}
