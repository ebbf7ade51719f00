package dev.countersign.egress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which regions data may go to.
///
/// @param enforced whether anything outside `allowed` is refused
public record Residency(Set<String> allowed, boolean enforced) {
    public Residency {
        allowed = Set.copyOf(allowed);
    }

    /// Why something in this region may not be used, or empty where it may.
    public Optional<String> refusal(String what, String region) {
        return !enforced || allowed.contains(region)
                ? Optional.empty()
                : Optional.of(
                        what
                                + " is in `"
                                + region
                                + "`, outside the allowed regions "
                                + allowed.stream().sorted().toList());
    }

    /// Every violation among what is configured; the server does not start with any.
    public List<String> violations(Collection<Upstream> upstreams) {
        var found = new ArrayList<String>();
        for (var upstream : upstreams) {
            refusal("upstream `" + upstream.name() + "`", upstream.region()).ifPresent(found::add);
        }
        return found;
    }
}
