package dev.countersign;

import dev.countersign.gateway.FinderSource;
import dev.countersign.playbook.Redaction;
import dev.countersign.policy.Rulebook;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Finders;
import dev.countersign.redaction.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Builds the finder of each redaction once. Playbook versions are few, so are these.
final class RedactionFinders implements FinderSource {
    private final Finder names;
    private final Map<Redaction, Finder> built = new ConcurrentHashMap<>();

    /// @param names finds names of every kind
    RedactionFinders(Finder names) {
        this.names = names;
    }

    @Override
    public Finder of(Rulebook rulebook) {
        return of(rulebook.redaction());
    }

    /// As [#of], for machine-made text that comes by the thousand: finding names takes milliseconds
    /// each.
    Finder withoutNames(Rulebook rulebook) {
        var r = rulebook.redaction();
        return of(new Redaction(Redaction.Profile.RULES, r.also(), r.never()));
    }

    Finder of(Redaction redaction) {
        return built.computeIfAbsent(redaction, this::build);
    }

    private Finder build(Redaction redaction) {
        var kinds = EnumSet.copyOf(Kind.maskedByDefault());
        redaction.also().forEach(kind -> kinds.add(Kind.valueOf(kind.toUpperCase(Locale.ROOT))));
        var rules = Finders.rules(kinds);
        var all = redaction.names() ? Finders.with(rules, Finders.only(kinds, names)) : rules;
        return redaction.never().isEmpty() ? all : Finders.except(redaction.never(), all);
    }
}
