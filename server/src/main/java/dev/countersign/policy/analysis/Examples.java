package dev.countersign.policy.analysis;

import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import java.util.Optional;
import java.util.function.Predicate;

/// Cases as people want them: nothing in them that does not matter.
final class Examples {
    private Examples() {}

    /// The case with every fact that need not be told left at its default; empty where the case
    /// does not show what it should.
    static Optional<Facts> shrunk(Facts facts, Predicate<Facts> shows) {
        if (!shows.test(facts)) {
            return Optional.empty();
        }
        var out = facts;
        for (var attribute : Attribute.values()) {
            if (!out.get(attribute).equals(attribute.standard())) {
                var fewer = out.with(attribute, attribute.standard());
                out = shows.test(fewer) ? fewer : out;
            }
        }
        return Optional.of(out);
    }
}
