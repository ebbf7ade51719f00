package dev.countersign.policy;

import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Bodies;
import dev.countersign.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a rule body as its author nested it, each variable replaced by what it stands for.
final class BodyReader<C, R> {
    static final int MAX_RULES = 2_000;
    private static final int MAX_DEPTH = 16;

    /// What is done with the texts. Each tells its own findings, and is empty where there are some.
    interface Compiler<C, R> {
        Optional<C> condition(Written written);

        Optional<R> output(Written written);
    }

    /// One branch in its author's words, over the attributes alone.
    ///
    /// @param path the conditions above it and its own, outermost first
    /// @param output empty where it holds a block
    /// @param collected whether it stands in an `aggregate`
    record Written(
            YamlPlace place,
            List<String> path,
            String output,
            String explanation,
            boolean collected) {
        Written {
            path = List.copyOf(path);
        }

        String condition() {
            return path.getLast();
        }
    }

    private final Compiler<C, R> compiler;
    private int read;

    private BodyReader(Compiler<C, R> compiler) {
        this.compiler = compiler;
    }

    /// Empty where something is wrong with it as a whole.
    static <C, R> Optional<Block<C, R>> read(YamlPlace rule, Compiler<C, R> compiler) {
        return new BodyReader<>(compiler).block(rule, List.of(), false, Map.of());
    }

    private Optional<Block<C, R>> block(
            YamlPlace rule, List<String> above, boolean collected, Map<String, String> outer) {
        rule.only(Set.of("id", "description", "variables", "match", "aggregate"));
        var first = !rule.get("aggregate").isThere();
        var list = first ? rule.get("match") : rule.get("aggregate");
        var elements = list.elements();
        read += elements.size();
        if (elements.isEmpty()) {
            rule.wrong("no-rules", "the policy has no rule", "add `rule:` with `match:` in it");
            return Optional.empty();
        }
        if (read > MAX_RULES) {
            list.wrong(
                    "too-many-rules",
                    "the policy has " + read + " rules or more; at most " + MAX_RULES + " are read",
                    "split it by service or category, so that the scope's index can help");
            return Optional.empty();
        }
        if (above.size() > MAX_DEPTH) {
            rule.wrong(
                    "too-deep",
                    "rules are nested more than " + MAX_DEPTH + " deep",
                    "join the conditions with `&&`");
            return Optional.empty();
        }
        var variables = variables(rule, outer);
        var branches = new ArrayList<Block.Branch<C, R>>();
        for (var element : elements) {
            branch(element, above, collected || !first, variables).ifPresent(branches::add);
        }
        return Optional.of(new Block<>(first, branches));
    }

    private Optional<Block.Branch<C, R>> branch(
            YamlPlace element,
            List<String> above,
            boolean collected,
            Map<String, String> variables) {
        element.only(Set.of("condition", "output", "explanation", "rule"));
        var path = new ArrayList<>(above);
        path.add(inlined(element.get("condition").text().orElse("true"), variables));
        var nested = element.get("rule");
        var output = nested.isThere() ? "" : element.get("output").required(element, "output");
        var written =
                new Written(
                        element,
                        path,
                        inlined(output, variables),
                        inlined(element.get("explanation").text().orElse(""), variables),
                        collected);
        var condition = compiler.condition(written);
        Optional<Block<C, R>> inner =
                nested.isThere() ? block(nested, path, collected, variables) : Optional.empty();
        Optional<R> says =
                nested.isThere() || output.isEmpty() ? Optional.empty() : compiler.output(written);
        return says.isEmpty() && inner.isEmpty()
                ? Optional.empty()
                : condition.map(c ->
                        new Block.Branch<>(c, written.condition().equals("true"), says, inner));
    }

    static Map<String, String> variables(YamlPlace rule, Map<String, String> outer) {
        var out = new LinkedHashMap<>(outer);
        for (var variable : rule.get("variables").elements()) {
            variable.only(Set.of("name", "expression", "description", "display_name"));
            var name = variable.get("name").required(variable, "name");
            var text = variable.get("expression").required(variable, "expression");
            out.put(name, inlined(text, out));
        }
        return out;
    }

    private static String inlined(String text, Map<String, String> variables) {
        return Bodies.inlined(text, variables);
    }
}
