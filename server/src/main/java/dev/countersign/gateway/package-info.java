/// Every model call, governed: admitted, redacted, recorded, judged, and released, held or blocked.
///
/// *Call*: one request and how it ended. *Outcome*: released, held, blocked, refused, failed or
/// abandoned. *Hold*: an answer that waits at the desk; the caller gets a valid completion that
/// says so, and the approved answer later through the same API. Start with
/// [dev.countersign.gateway.GovernedCall].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "prompt",
            "policy",
            "gate",
            "confidence",
            "redaction",
            "egress",
            "assist",
            "desk",
            "ui"
        })
package dev.countersign.gateway;
