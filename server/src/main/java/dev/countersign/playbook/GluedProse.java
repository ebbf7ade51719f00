package dev.countersign.playbook;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds prose that runs on behind a plain number or flag: `sla_hours: 48Impact Metrics`.
///
/// Behind a plain text nobody can tell; such a value is taken as written.
final class GluedProse {
    private static final Pattern TYPED =
            Pattern.compile("(?:true|false|[0-9]+(?:\\.[0-9]+)?)(?=[\\p{Lu}\\s])");
    private static final Set<String> TYPED_KEYS = typed(Schema.PLAYBOOK);

    private GluedProse() {}

    /// @return where the value ends in the line; the line's length where nothing is glued to it
    static int endOf(String key, FlatLine line) {
        if (!TYPED_KEYS.contains(key) || line.hasNoValue()) {
            return line.text().length();
        }
        var value = TYPED.matcher(line.text()).region(line.value(), line.text().length());
        return value.useTransparentBounds(true).lookingAt() ? value.end() : line.text().length();
    }

    private static Set<String> typed(Schema schema) {
        var keys = new HashSet<String>();
        schema.keys()
                .forEach((key, child) -> {
                    if (child.kind().isScalar() && child.kind() != Schema.Kind.TEXT) {
                        keys.add(key);
                    }
                    keys.addAll(typed(child));
                });
        return keys;
    }
}
