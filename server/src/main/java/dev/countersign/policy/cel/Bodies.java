package dev.countersign.policy.cel;

import dev.cel.bundle.Cel;
import dev.cel.policy.CelPolicy;
import dev.cel.policy.CelPolicyCompilerFactory;
import dev.cel.policy.CelPolicyParser.TagVisitor;
import dev.cel.policy.CelPolicyParserFactory;
import dev.cel.policy.CelPolicyValidationException;
import dev.cel.policy.PolicyParserContext;
import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/// The bodies of policies: what CEL Policy's own compiler says of them, and their variables
/// inlined.
public final class Bodies {
    private static final Set<String> OURS =
            Set.of(
                    "version",
                    "owner",
                    "scope",
                    "priority",
                    "action",
                    "exception",
                    "valid",
                    "annotations",
                    "tests");
    private static final Pattern ISSUE =
            Pattern.compile("ERROR: [^\\n]*?:(\\d+):(\\d+): ([^\\n]*)");

    private Bodies() {}

    /// Empty where CEL Policy's compiler accepts the file.
    ///
    /// @param cel which names and functions there are
    public static List<Finding> problems(Cel cel, String file, String text) {
        var visitor =
                new TagVisitor<Node>() {
                    @Override
                    public void visitPolicyTag(
                            PolicyParserContext<Node> context,
                            long id,
                            String tag,
                            Node node,
                            CelPolicy.Builder policy) {
                        if (!OURS.contains(tag)) {
                            context.reportError(id, "unknown key `" + tag + "`");
                        }
                    }
                };
        try {
            var policy =
                    CelPolicyParserFactory.newYamlParserBuilder()
                            .addTagVisitor(visitor)
                            .build()
                            .parse(text, file);
            CelPolicyCompilerFactory.newPolicyCompiler(cel).build().compile(policy);
            return List.of();
        } catch (CelPolicyValidationException e) {
            return findings(file, String.valueOf(e.getMessage()));
        }
    }

    private static List<Finding> findings(String file, String message) {
        var out = new ArrayList<Finding>();
        var issues = ISSUE.matcher(message);
        while (issues.find()) {
            out.add(
                    finding(
                            file,
                            Integer.parseInt(issues.group(1)),
                            Integer.parseInt(issues.group(2)),
                            issues.group(3)));
        }
        if (out.isEmpty()) {
            out.add(finding(file, 0, 0, message.lines().findFirst().orElse("no reason given")));
        }
        return out;
    }

    private static Finding finding(String file, int line, int column, String sentence) {
        return new Finding(
                file,
                line,
                column,
                Finding.Severity.ERROR,
                "cel-policy",
                sentence.strip(),
                "mend the rule there; docs/policies.md has examples");
    }

    /// The text with each `variables.x` replaced by what it stands for.
    public static String inlined(String text, Map<String, String> variables) {
        return Inliner.inlined(text, "variables.", variables);
    }

    /// The text with each `rule.result` replaced by an outcome.
    public static String decided(String text, String outcome) {
        return Inliner.inlined(text, "rule.", Map.of("result", outcome));
    }

    /// As part of a longer expression; a comment at its end must not swallow the bracket.
    public static String bracketed(String text) {
        return "(" + text + (text.contains("//") ? "\n)" : ")");
    }

    /// What a CEL string literal says; other text stays as it is.
    public static String literal(String text) {
        var quoted =
                text.length() >= 2
                        && (text.startsWith("'") && text.endsWith("'")
                                || text.startsWith("\"") && text.endsWith("\""));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
