package dev.countersign.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Attribute.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a checked CEL expression as a [Node]; what does not fit is opaque, with the reason.
final class NodeReader {
    private static final Map<String, Node.Order> ORDERS =
            Map.of(
                    "_<_", Node.Order.LESS,
                    "_<=_", Node.Order.AT_MOST,
                    "_>=_", Node.Order.AT_LEAST,
                    "_>_", Node.Order.MORE,
                    "_==_", Node.Order.EQUAL);
    private static final Set<String> SEARCHES =
            Set.of(
                    "contains",
                    "startsWith",
                    "endsWith",
                    "mentions",
                    "mentionsWord",
                    "mentionsPart");

    /// From here on a double no longer tells whole numbers apart.
    private static final double EXACT = 0x1p53;

    private final CelSource source;

    private NodeReader(CelSource source) {
        this.source = source;
    }

    static Node read(CelAbstractSyntaxTree tree) {
        return new NodeReader(tree.getSource()).read(tree.getExpr());
    }

    private Node read(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT ->
                    expr.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
                            ? new Node.Always(expr.constant().booleanValue())
                            : opaque(expr, "is no condition");
            case IDENT ->
                    attribute(expr)
                            .filter(a -> a.kind() == Kind.FLAG)
                            .<Node>map(Node.Flag::new)
                            .orElseGet(() -> opaque(expr, "is no condition"));
            case CALL -> call(expr);
            default -> opaque(expr, "loops over a list or builds a value");
        };
    }

    private Node call(CelExpr expr) {
        var call = expr.call();
        var args = call.args();
        return switch (call.function()) {
            case "_&&_" -> new Node.And(args.stream().map(this::read).toList());
            case "_||_" -> new Node.Or(args.stream().map(this::read).toList());
            case "!_" -> new Node.Not(read(args.getFirst()));
            case "_?_:_" -> {
                var condition = read(args.get(0));
                yield new Node.Or(
                        List.of(
                                new Node.And(List.of(condition, read(args.get(1)))),
                                new Node.And(List.of(new Node.Not(condition), read(args.get(2))))));
            }
            case "_!=_" -> {
                var equal = compare(expr, args, Node.Order.EQUAL);
                yield equal instanceof Node.Opaque ? equal : new Node.Not(equal);
            }
            case "@in" -> in(expr, args);
            default -> {
                var order = ORDERS.get(call.function());
                if (order != null) {
                    yield compare(expr, args, order);
                }
                yield SEARCHES.contains(call.function())
                        ? search(expr)
                        : opaque(expr, "calls `" + call.function() + "`");
            }
        };
    }

    private Node compare(CelExpr expr, List<CelExpr> args, Node.Order order) {
        var left = attribute(args.get(0));
        if (left.isEmpty() && attribute(args.get(1)).isPresent()) {
            return compare(expr, List.of(args.get(1), args.get(0)), turned(order));
        }
        var constant = constant(args.get(1));
        if (left.isEmpty()) {
            var both = constant(args.get(0));
            return order == Node.Order.EQUAL && both.isPresent() && constant.isPresent()
                    ? new Node.Always(both.equals(constant))
                    : opaque(expr, "compares something computed");
        }
        var attribute = left.get();
        if (constant.isEmpty()) {
            return opaque(expr, "compares with something computed");
        }
        var value = constant.get();
        return switch (attribute.kind()) {
            case NUMBER, WHOLE -> {
                if (!(value instanceof Number number)) {
                    yield opaque(expr, "compares a number with something else");
                }
                var limit = number.doubleValue();
                // To CEL's evaluator zero is sometimes more than minus zero.
                if (Double.compare(limit, -0.0) == 0) {
                    yield opaque(expr, "compares with minus zero");
                }
                // Also what lets the solver look no further: beyond, nothing changes any more.
                yield Math.abs(limit) < EXACT
                        ? new Node.Compare(attribute, order, limit)
                        : opaque(expr, "compares with a number too large to be exact");
            }
            case NAME ->
                    order == Node.Order.EQUAL && value instanceof String name
                            ? new Node.Among(attribute, Set.of(name))
                            : opaque(expr, "orders names");
            case FLAG ->
                    order == Node.Order.EQUAL && value instanceof Boolean flag
                            ? flag
                                    ? new Node.Flag(attribute)
                                    : new Node.Not(new Node.Flag(attribute))
                            : opaque(expr, "orders flags");
            case TEXT, NAMES -> opaque(expr, "compares a whole text or list");
        };
    }

    private static Node.Order turned(Node.Order order) {
        return switch (order) {
            case LESS -> Node.Order.MORE;
            case AT_MOST -> Node.Order.AT_LEAST;
            case EQUAL -> Node.Order.EQUAL;
            case AT_LEAST -> Node.Order.AT_MOST;
            case MORE -> Node.Order.LESS;
        };
    }

    private Node in(CelExpr expr, List<CelExpr> args) {
        var right = attribute(args.get(1));
        var value = constant(args.get(0));
        if (right.isPresent()
                && right.get().kind() == Kind.NAMES
                && value.isPresent()
                && value.get() instanceof String member) {
            return new Node.Has(right.get(), member);
        }
        var left = attribute(args.get(0));
        if (left.isPresent()
                && left.get().kind() == Kind.NAME
                && args.get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
            var names = new HashSet<String>();
            for (var element : args.get(1).list().elements()) {
                if (constant(element).orElse("") instanceof String name
                        && constant(element).isPresent()) {
                    names.add(name);
                } else {
                    return opaque(expr, "looks in a computed list");
                }
            }
            return new Node.Among(left.get(), names);
        }
        if (value.isPresent() && args.get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
            var elements =
                    args.get(1).list().elements().stream().map(NodeReader::constant).toList();
            if (elements.stream().allMatch(Optional::isPresent)) {
                return new Node.Always(elements.contains(value));
            }
        }
        return opaque(expr, "looks in a computed list");
    }

    private Node search(CelExpr expr) {
        var call = expr.call();
        var where = call.target().flatMap(NodeReader::attribute);
        var what = call.args().isEmpty() ? Optional.empty() : constant(call.args().getFirst());
        return where.isPresent()
                        && where.get().kind() == Kind.TEXT
                        && what.isPresent()
                        && what.get() instanceof String literal
                ? new Node.Search(where.get(), call.function(), literal)
                : opaque(expr, "searches something computed");
    }

    private static Optional<Attribute> attribute(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Attribute.of(expr.ident().name())
                : Optional.empty();
    }

    private static Optional<Object> constant(CelExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals("-_")
                && constant(expr.call().args().getFirst()).orElse("") instanceof Number number) {
            return Optional.of(-number.doubleValue());
        }
        if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        return switch (expr.constant().getKind()) {
            case BOOLEAN_VALUE -> Optional.of(expr.constant().booleanValue());
            case INT64_VALUE -> Optional.of((double) expr.constant().int64Value());
            case DOUBLE_VALUE -> Optional.of(expr.constant().doubleValue());
            case STRING_VALUE -> Optional.of(expr.constant().stringValue());
            default -> Optional.empty();
        };
    }

    private Node opaque(CelExpr expr, String reason) {
        var names = new HashSet<Attribute>();
        collect(expr, names);
        // Equal text is equal truth, so the part's own text tells it from the other parts.
        var text =
                CelUnparserFactory.newUnparser()
                        .unparse(CelAbstractSyntaxTree.newParsedAst(expr, source));
        return new Node.Opaque(text, names, reason);
    }

    private static void collect(CelExpr expr, Set<Attribute> out) {
        attribute(expr).ifPresent(out::add);
        children(expr).forEach(child -> collect(child, out));
    }

    private static List<CelExpr> children(CelExpr expr) {
        var out = new ArrayList<CelExpr>();
        switch (expr.getKind()) {
            case CALL -> {
                expr.call().target().ifPresent(out::add);
                out.addAll(expr.call().args());
            }
            case LIST -> out.addAll(expr.list().elements());
            case SELECT -> out.add(expr.select().operand());
            case MAP ->
                    expr.map()
                            .entries()
                            .forEach(e -> {
                                out.add(e.key());
                                out.add(e.value());
                            });
            case STRUCT -> expr.struct().entries().forEach(e -> out.add(e.value()));
            case COMPREHENSION -> {
                var loop = expr.comprehension();
                out.addAll(
                        List.of(
                                loop.iterRange(),
                                loop.accuInit(),
                                loop.loopCondition(),
                                loop.loopStep(),
                                loop.result()));
            }
            default -> {}
        }
        return out;
    }
}
