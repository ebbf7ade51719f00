package dev.countersign.policy.cel;

import dev.countersign.playbook.TermMatcher;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.cel.Condition.Truth;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// One case while it is judged: what its texts hold and what each condition comes to is remembered,
/// because many rules ask the same, and the reasons ask it all again. Not for several threads.
public final class CaseReading {
    private static final int CONDITIONS_EXPECTED = 64;

    private final Facts facts;
    private final Map<Node.Search, Boolean> found = new HashMap<>(32);
    private final Map<Attribute, int[]> starts = new EnumMap<>(Attribute.class);
    private final IdentityHashMap<Condition, Truth> truths =
            new IdentityHashMap<>(CONDITIONS_EXPECTED);

    public CaseReading(Facts facts) {
        this.facts = facts;
    }

    Facts facts() {
        return facts;
    }

    /// As [Condition#of] has it.
    public Truth of(Condition condition) {
        var known = truths.get(condition);
        if (known == null) {
            known = condition.of(this);
            truths.put(condition, known);
        }
        return known;
    }

    boolean found(Node.Search search) {
        var known = found.get(search);
        if (known == null) {
            known = look(search);
            found.put(search, known);
        }
        return known;
    }

    private boolean look(Node.Search search) {
        var text = facts.name(search.attribute());
        var mode = Language.MENTIONS.get(search.predicate());
        if (mode == null) {
            return Language.found(search, text);
        }
        var words = starts.get(search.attribute());
        if (words == null) {
            words = TermMatcher.wordStarts(text);
            starts.put(search.attribute(), words);
        }
        return Language.matcher(mode, search.literal()).isIn(text, words);
    }
}
