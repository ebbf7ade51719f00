/// What automation raises: exceptions come in, in whatever form the tools emit, and become cases.
///
/// *Exception*: something that a rule stopped, or that a person has to settle. *Source*: the system
/// that raised it; source and id together are raised once. *Adapter*: reads one tool's own format.
/// The categories are those of [dev.countersign.escalation.Taxonomy] in force. Start with
/// [dev.countersign.intake.Intake].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "policy",
            "bundle",
            "playbook",
            "redaction",
            "model",
            "desk",
            "escalation"
        })
package dev.countersign.intake;
