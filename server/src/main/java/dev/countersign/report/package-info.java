/// Briefs, home pages, records and exports: reads everything, changes nothing.
///
/// *Daily brief*: what happened on one UTC day, each figure with a link to its records. *Adoption
/// row*: one released answer in the playbook's seven fields. *Tracks*: the playbook's training
/// beside the courses that teach it.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "playbook",
            "people",
            "policy",
            "prompt",
            "gate",
            "desk",
            "escalation",
            "gateway",
            "timer",
            "retention",
            "course",
            "change",
            "ui"
        })
package dev.countersign.report;
