package dev.countersign.redaction;

import dev.countersign.redaction.rules.Phones;
import dev.countersign.redaction.rules.Scan;
import dev.countersign.redaction.rules.Text;
import dev.countersign.redaction.rules.Vocabulary;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Finds what proves itself by shape, check digit or neighbouring words, in one pass over the text.
///
/// Ordinary chars cost one table look-up; a recogniser looks at a bounded window around a trigger.
/// Invisible chars inside numbers and addresses, full-width digits and unusual hyphens are seen
/// through.
public final class RuleFinder implements Finder {
    /// Countries whose phone numbers are known without a `+`, tried in this order.
    public static final List<String> REGIONS =
            List.of("US", "GB", "DE", "FR", "IN", "ES", "IT", "BR");

    private final Set<Kind> kinds;
    private final Phones phones;

    public RuleFinder() {
        this(Kind.maskedByDefault());
    }

    public RuleFinder(Set<Kind> kinds) {
        this(kinds, REGIONS);
    }

    /// @param regions ISO 3166 codes of the countries whose national phone numbers are known
    public RuleFinder(Set<Kind> kinds, List<String> regions) {
        this.kinds = kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds);
        this.phones = new Phones(regions);
    }

    @Override
    public List<Span> find(CharSequence text) {
        var spans = new Scan(Text.of(text), kinds, phones).spans();
        Vocabulary.find(text, kinds, spans);
        return Finders.union(spans);
    }

    /// How many chars were looked at, some more than once: the measure of linear time.
    static long inspections(CharSequence text) {
        var scan = new Scan(Text.of(text), Kind.all(), new Phones(REGIONS));
        scan.spans();
        return scan.inspections();
    }
}
