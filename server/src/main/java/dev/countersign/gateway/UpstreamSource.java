package dev.countersign.gateway;

import dev.countersign.egress.Upstream;
import java.util.Optional;

/// The upstreams that the organisation has registered.
@FunctionalInterface
public interface UpstreamSource {
    Optional<Upstream> named(String name);
}
