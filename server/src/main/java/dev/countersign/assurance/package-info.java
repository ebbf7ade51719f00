/// What a tool's answers are worth, and how we know.
///
/// *Shadow mode*: a tool answers live work unseen; a person answers it too; somebody reviews both.
/// *Tool version*: prompt, model and recipe together; evidence is about one of them. *Certificate*:
/// what the reviewed samples promise of a tool version, until it ends or the version changes.
/// *Audit*: a random share of released answers that somebody looks at still, so that a promise that
/// no longer holds is found out.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "gate",
            "confidence",
            "playbook",
            "policy",
            "prompt",
            "redaction",
            "gateway",
            "desk",
            "ui"
        })
package dev.countersign.assurance;
