package dev.countersign.policy;

import dev.countersign.policy.Policy.Invariant;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Bodies;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Language;
import dev.countersign.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `verification`: what must hold whatever the case. `rule.result` in an `assert` is what all
/// policies together decide; it is read once for each outcome, so that only attributes remain.
final class InvariantReader {
    private InvariantReader() {}

    static List<Invariant> read(YamlPlace verification) {
        verification.only(Set.of("variables", "invariants"));
        var variables = BodyReader.variables(verification, Map.of());
        var out = new ArrayList<Invariant>();
        var ids = new HashSet<String>();
        for (var place : verification.get("invariants").elements()) {
            place.only(Set.of("id", "description", "assume", "assert"));
            var id = place.get("id").required(place, "id");
            if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_-]{0,63}")) {
                place.get("id")
                        .wrong("name", "`" + id + "` is no id", "begin with a lower-case letter");
            }
            if (!ids.add(id)) {
                place.wrong(
                        "duplicate-id", "the invariant `" + id + "` is there twice", "rename one");
            }
            if (!place.get("assert").isThere()) {
                place.wrong("missing", "`assert` is missing", "add what must hold");
                continue;
            }
            var assumed = condition(place, "assume", variables);
            var asserted = new EnumMap<Outcome, Condition>(Outcome.class);
            for (var outcome : Outcome.values()) {
                var word = Language.quoted(outcome.name().toLowerCase(Locale.ROOT));
                var text = Bodies.inlined(joined(place.get("assert")), variables);
                RuleCompiler.compiled(place.get("assert"), Bodies.decided(text, word))
                        .ifPresent(c -> asserted.put(outcome, c));
                if (!asserted.containsKey(outcome)) {
                    // It is wrong for the same reason for the others.
                    break;
                }
            }
            if (assumed.isPresent() && asserted.size() == Outcome.values().length) {
                out.add(
                        new Invariant(
                                id,
                                place.line(),
                                place.get("description").text().orElse(""),
                                assumed.get(),
                                asserted));
            }
        }
        return out;
    }

    private static Optional<Condition> condition(
            YamlPlace place, String key, Map<String, String> variables) {
        return RuleCompiler.compiled(
                place.get(key), Bodies.inlined(joined(place.get(key)), variables));
    }

    /// One text, or a list of which all must hold.
    private static String joined(YamlPlace place) {
        var texts = place.texts();
        return texts.isEmpty()
                ? "true"
                : String.join(" && ", texts.stream().map(Bodies::bracketed).toList());
    }
}
