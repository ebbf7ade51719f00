package dev.countersign.policy;

import dev.cel.common.CelValidationException;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Bodies;
import dev.countersign.policy.cel.Condition;
import dev.countersign.yaml.YamlPlace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Compiles the rules of one policy, which approve, escalate or deny.
final class RuleCompiler implements BodyReader.Compiler<Condition, Policy.Rule> {
    private final String policy;
    private int rules;

    // The last condition, so that one that is alone on its way is not compiled twice.
    private String text = "";
    private Optional<Condition> condition = Optional.empty();

    RuleCompiler(String policy) {
        this.policy = policy;
    }

    @Override
    public Optional<Condition> condition(BodyReader.Written written) {
        text = written.condition();
        condition = compiled(written.place().get("condition"), text);
        return condition;
    }

    @Override
    public Optional<Policy.Rule> output(BodyReader.Written written) {
        var place = written.place();
        var outcome = outcome(place, written.output());
        var path = whole(written.path());
        var whole = path.equals(text) ? condition : compiled(place.get("condition"), path);
        if (outcome.isEmpty() || whole.isEmpty()) {
            return Optional.empty();
        }
        try {
            var ignored = whole.get().holds(Facts.NONE);
        } catch (Condition.Failed e) {
            place.wrong(
                    "fails",
                    "the condition fails where every fact has its default: " + e.getMessage(),
                    "guard it, for example with `amount > 0.0 && …`");
        }
        rules++;
        return Optional.of(
                new Policy.Rule(
                        policy + "/" + rules,
                        place.line(),
                        whole.get(),
                        outcome.get(),
                        Bodies.literal(written.explanation())));
    }

    /// All conditions on the way as one.
    private static String whole(List<String> path) {
        var telling = path.stream().filter(c -> !c.equals("true")).toList();
        return telling.size() < 2
                ? telling.isEmpty() ? "true" : telling.getFirst()
                : telling.stream().map(Bodies::bracketed).collect(Collectors.joining(" && "));
    }

    static Optional<Condition> compiled(YamlPlace place, String cel) {
        try {
            return Optional.of(Condition.compile(cel));
        } catch (CelValidationException e) {
            for (var issue : e.getErrors()) {
                place.wrong(
                        "cel",
                        issue.getMessage().strip(),
                        "known attributes are in docs/policies.md");
            }
            return Optional.empty();
        }
    }

    private static Optional<Outcome> outcome(YamlPlace element, String written) {
        var word = Bodies.literal(written);
        for (var outcome : Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(outcome);
            }
        }
        element.get("output")
                .wrong(
                        "output",
                        "`" + written + "` is no outcome",
                        "write \"'approve'\", \"'escalate'\" or \"'deny'\"");
        return Optional.empty();
    }
}
