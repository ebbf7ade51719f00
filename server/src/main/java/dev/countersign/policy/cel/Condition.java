package dev.countersign.policy.cel;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import java.util.EnumSet;
import java.util.Set;

/// One rule's condition, compiled. Immutable.
///
/// @param text CEL over the attributes alone
/// @param readable whether nothing in the node is opaque: then the node alone tells the truth
public record Condition(
        String text, Node node, Set<Attribute> reads, Program program, boolean readable) {
    // Not wrapped, because it is asked for every question of every rule.
    private static final EnumSet<Attribute> ALL = EnumSet.allOf(Attribute.class);

    public enum Truth {
        YES,
        NO,
        UNKNOWN
    }

    /// The rule could not be evaluated on these facts, for example because it divides by zero.
    public static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(CelEvaluationException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /// @throws CelValidationException where it is not CEL, or no condition
    public static Condition compile(String text) throws CelValidationException {
        var ast = Language.check(text);
        if (!ast.getResultType().equals(SimpleType.BOOL)) {
            var wrong = Language.cel().compile("(" + text + ") ? true : false");
            wrong.getAst();
        }
        var node = NodeReader.read(ast);
        var reads = EnumSet.noneOf(Attribute.class);
        collect(node, reads);
        return new Condition(text, node, reads, Language.program(ast), isReadable(node));
    }

    private static boolean isReadable(Node node) {
        return switch (node) {
            case Node.And(var parts) -> parts.stream().allMatch(Condition::isReadable);
            case Node.Or(var parts) -> parts.stream().allMatch(Condition::isReadable);
            case Node.Not(var inner) -> isReadable(inner);
            case Node.Always _, Node.Compare _, Node.Among _, Node.Has _, Node.Flag _ -> true;
            case Node.Search _ -> true;
            case Node.Opaque _ -> false;
        };
    }

    private static void collect(Node node, Set<Attribute> out) {
        switch (node) {
            case Node.And(var parts) -> parts.forEach(p -> collect(p, out));
            case Node.Or(var parts) -> parts.forEach(p -> collect(p, out));
            case Node.Not(var inner) -> collect(inner, out);
            case Node.Always _ -> {}
            case Node.Compare(var attribute, _, _) -> out.add(attribute);
            case Node.Among(var attribute, _) -> out.add(attribute);
            case Node.Has(var attribute, _) -> out.add(attribute);
            case Node.Flag(var attribute) -> out.add(attribute);
            case Node.Search(var attribute, _, _) -> out.add(attribute);
            case Node.Opaque(_, var attributes, _) -> out.addAll(attributes);
        }
    }

    /// As CEL's own evaluator has it.
    public boolean holds(Facts facts) throws Failed {
        try {
            return Boolean.TRUE.equals(program.eval(Language.resolver(facts)));
        } catch (CelEvaluationException e) {
            throw new Failed(e);
        }
    }

    /// UNKNOWN where it fails.
    public Truth of(Facts facts) {
        return of(new CaseReading(facts));
    }

    /// UNKNOWN where it fails. What can be read is answered from the node, many times faster than
    /// by CEL's evaluator; that both always agree is a law with a test of its own.
    Truth of(CaseReading reading) {
        if (readable) {
            return follows(node, ALL, reading);
        }
        try {
            return truth(holds(reading.facts()));
        } catch (Failed e) {
            return Truth.UNKNOWN;
        }
    }

    /// What the facts answer; UNKNOWN only where the node is opaque.
    public static Truth follows(Node node, Facts facts) {
        return follows(node, ALL, new CaseReading(facts));
    }

    /// What follows from the known attributes alone, whatever the others are. Never wrong, but
    /// sometimes UNKNOWN where a cleverer reader would know.
    public static Truth follows(Node node, Set<Attribute> known, CaseReading reading) {
        var facts = reading.facts();
        return switch (node) {
            case Node.And(var parts) -> {
                var all = Truth.YES;
                for (var part : parts) {
                    var one = follows(part, known, reading);
                    if (one == Truth.NO) {
                        yield Truth.NO;
                    }
                    all = one == Truth.UNKNOWN ? one : all;
                }
                yield all;
            }
            case Node.Or(var parts) -> {
                var any = Truth.NO;
                for (var part : parts) {
                    var one = follows(part, known, reading);
                    if (one == Truth.YES) {
                        yield Truth.YES;
                    }
                    any = one == Truth.UNKNOWN ? one : any;
                }
                yield any;
            }
            case Node.Not(var inner) ->
                    switch (follows(inner, known, reading)) {
                        case YES -> Truth.NO;
                        case NO -> Truth.YES;
                        case UNKNOWN -> Truth.UNKNOWN;
                    };
            case Node.Always(var value) -> truth(value);
            case Node.Compare(var attribute, var order, var limit) ->
                    known.contains(attribute)
                            ? truth(order.holds(facts.number(attribute), limit))
                            : Truth.UNKNOWN;
            case Node.Among(var attribute, var names) ->
                    known.contains(attribute)
                            ? truth(names.contains(facts.name(attribute)))
                            : Truth.UNKNOWN;
            case Node.Has(var attribute, var member) ->
                    known.contains(attribute)
                            ? truth(facts.names(attribute).contains(member))
                            : Truth.UNKNOWN;
            case Node.Flag(var attribute) ->
                    known.contains(attribute)
                            ? truth(Boolean.TRUE.equals(facts.get(attribute)))
                            : Truth.UNKNOWN;
            case Node.Search search ->
                    known.contains(search.attribute())
                            ? truth(reading.found(search))
                            : Truth.UNKNOWN;
            case Node.Opaque _ -> Truth.UNKNOWN;
        };
    }

    private static Truth truth(boolean value) {
        return value ? Truth.YES : Truth.NO;
    }
}
