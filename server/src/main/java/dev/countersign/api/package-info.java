/// The JSON resources under `/v1/` by which scripts and the demo set a server up and people's own
/// tools work with it. What a page can do, these can do, under the same rules.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "playbook",
            "people",
            "prompt",
            "gate",
            "training",
            "cohort",
            "lrs",
            "course",
            "credential",
            "launch",
            "report",
            "desk",
            "desk :: rules",
            "action",
            "assurance",
            "change",
            "coaching",
            "connect",
            "survey",
            "quality",
            "sop",
            "bundle",
            "escalation",
            "intake",
            "intake :: adapter",
            "gateway",
            "assist",
            "model",
            "policy",
            "practice",
            "egress",
            "retention",
            "taxonomy",
            "ui"
        })
package dev.countersign.api;
