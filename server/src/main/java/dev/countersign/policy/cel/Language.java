package dev.countersign.policy.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import dev.countersign.playbook.TermMatcher;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// CEL as policies write it: the attributes as variables, and `mentions`, which looks for a term as
/// the playbook's `contains:` does. Bounded: regular expressions are RE2, loops end.
public final class Language {
    /// How a term is looked for, by the function that does it.
    public static final Map<String, TermMatcher.Mode> MENTIONS =
            Map.of(
                    "mentions", TermMatcher.Mode.STEM,
                    "mentionsWord", TermMatcher.Mode.WORD,
                    "mentionsPart", TermMatcher.Mode.SUBSTRING);

    private static final int MATCHERS_KEPT = 10_000;
    private static final Map<TermMatcher.Mode, Map<String, TermMatcher>> MATCHERS = matchers();
    private static final Cel CEL = build();

    private Language() {}

    private static Map<TermMatcher.Mode, Map<String, TermMatcher>> matchers() {
        var out = new EnumMap<TermMatcher.Mode, Map<String, TermMatcher>>(TermMatcher.Mode.class);
        for (var mode : TermMatcher.Mode.values()) {
            out.put(mode, new ConcurrentHashMap<>());
        }
        return out;
    }

    public static Cel cel() {
        return CEL;
    }

    private static Cel build() {
        var options =
                CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        // So that a loop can be written out again where it is said aloud.
                        .populateMacroCalls(true)
                        .maxRegexProgramSize(5_000)
                        .comprehensionMaxIterations(10_000)
                        .maxExpressionCodePointSize(20_000)
                        .build();
        var builder =
                CelFactory.plannerCelBuilder()
                        .setOptions(options)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addCompilerLibraries(dev.cel.extensions.CelExtensions.optional())
                        .addRuntimeLibraries(dev.cel.extensions.CelExtensions.optional());
        for (var attribute : Attribute.values()) {
            builder.addVar(attribute.key(), type(attribute));
        }
        MENTIONS.forEach((name, mode) -> {
            builder.addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(
                            name,
                            CelOverloadDecl.newMemberOverload(
                                    name + "_string",
                                    SimpleType.BOOL,
                                    List.of(SimpleType.STRING, SimpleType.STRING))));
            builder.addFunctionBindings(
                    CelFunctionBinding.fromOverloads(
                            name,
                            CelFunctionBinding.from(
                                    name + "_string",
                                    String.class,
                                    String.class,
                                    (text, term) -> mentions(mode, text, term))));
        });
        return builder.build();
    }

    /// Whether the search succeeds in the text, as the evaluator would have it.
    public static boolean found(Node.Search search, String text) {
        return switch (search.predicate()) {
            case "contains" -> text.contains(search.literal());
            case "startsWith" -> text.startsWith(search.literal());
            case "endsWith" -> text.endsWith(search.literal());
            default -> {
                var mode = MENTIONS.get(search.predicate());
                if (mode == null) {
                    throw new IllegalStateException("no such search: " + search.predicate());
                }
                yield mentions(mode, text, search.literal());
            }
        };
    }

    static boolean mentions(TermMatcher.Mode mode, String text, String term) {
        return !matcher(mode, term).find(text).isEmpty();
    }

    static TermMatcher matcher(TermMatcher.Mode mode, String term) {
        var matchers = MATCHERS.getOrDefault(mode, Map.of());
        var known = matchers.get(term);
        if (known == null) {
            known = new TermMatcher(List.of(term), mode);
            if (matchers.size() < MATCHERS_KEPT) {
                matchers.put(term, known);
            }
        }
        return known;
    }

    private static CelType type(Attribute attribute) {
        return switch (attribute.kind()) {
            case NAME, TEXT -> SimpleType.STRING;
            case NAMES -> ListType.create(SimpleType.STRING);
            case NUMBER -> SimpleType.DOUBLE;
            case WHOLE -> SimpleType.INT;
            case FLAG -> SimpleType.BOOL;
        };
    }

    public static CelAbstractSyntaxTree check(String text) throws CelValidationException {
        return CEL.compile(text).getAst();
    }

    static Program program(CelAbstractSyntaxTree ast) {
        try {
            return CEL.createProgram(ast);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("a checked expression cannot be planned", e);
        }
    }

    /// The facts as variables; a resolver, because a map costs four times as much.
    static CelVariableResolver resolver(Facts facts) {
        return name -> facts.named(name);
    }

    /// A CEL string literal.
    public static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "'";
    }
}
