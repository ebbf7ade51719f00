package dev.countersign.gateway;

import dev.countersign.egress.Upstream;
import dev.countersign.kernel.Digests;

/// A model of an upstream that some live prompt uses.
record ProbeTarget(Upstream upstream, String model, boolean embedding) {
    boolean asksTheSame(ProbeTarget other) {
        return upstream.name().equals(other.upstream.name()) && model.equals(other.model);
    }

    boolean isOf(Probe probe) {
        return probe.upstream().equals(upstream.name())
                && probe.model().equals(model)
                && probe.target().equals(digest());
    }

    /// Where and what is asked: once this changes, it is another registration.
    String digest() {
        return Digests.hex(
                upstream.url()
                        + "\n"
                        + upstream.region()
                        + "\n"
                        + upstream.modelVersion()
                        + "\n"
                        + model
                        + "\n"
                        + embedding);
    }
}
