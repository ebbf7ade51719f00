package dev.countersign.playbook;

import dev.countersign.playbook.Redaction.Profile;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `redaction:` of an organisation file, a profile's name or a mapping.
final class RedactionReader {
    static final Set<String> KEYS = Set.of("profile", "also", "never");

    // The kinds that a finder knows and that are not masked anyway.
    private static final List<String> FURTHER =
            List.of(
                    "age",
                    "date_time",
                    "nationality",
                    "organisation",
                    "place",
                    "street_address",
                    "title",
                    "url",
                    "zip");

    private RedactionReader() {}

    /// @param outer the organisation's fields
    /// @param inner the mapping's fields, if it is one
    static Redaction read(Fields outer, Optional<Fields> inner, Node at) {
        if (inner.isEmpty()) {
            var name = outer.optionalText("redaction").orElse("rules");
            return new Redaction(profile(outer, name, at), Set.of(), Set.of());
        }
        var f = inner.get();
        var also = new HashSet<String>();
        for (var kind : f.texts("also")) {
            if (FURTHER.contains(kind.toLowerCase(Locale.ROOT))) {
                also.add(kind.toLowerCase(Locale.ROOT));
            } else {
                f.error(
                        at,
                        "unknown-value",
                        "`redaction.also` names `" + kind + "`",
                        "write some of " + String.join(", ", FURTHER));
            }
        }
        var profile = profile(f, f.optionalText("profile").orElse("rules"), at);
        return new Redaction(profile, also, Set.copyOf(f.texts("never")));
    }

    static boolean isMapping(Optional<Node> node) {
        return node.filter(MappingNode.class::isInstance).isPresent();
    }

    private static Profile profile(Fields f, String name, Node at) {
        return switch (name) {
            case "rules" -> Profile.RULES;
            case "rules+names" -> Profile.RULES_AND_NAMES;
            default -> {
                f.error(
                        at,
                        "unknown-value",
                        "`redaction` is `" + name + "`",
                        "write `rules` or `rules+names`");
                yield Profile.RULES_AND_NAMES;
            }
        };
    }
}
