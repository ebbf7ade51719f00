package dev.countersign.gateway;

import dev.countersign.policy.Rulebook;
import dev.countersign.redaction.Finder;

/// Gives the finder of a playbook's redaction. MUST be quick: it is asked on every call.
public interface FinderSource {
    Finder of(Rulebook rulebook);
}
