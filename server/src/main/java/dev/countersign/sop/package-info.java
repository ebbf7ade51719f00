/// Procedures whose steps name the tool and the approver, and checks whether work followed them.
///
/// *SOP*: a standard operating procedure, of the organisation file or uploaded. *Compliance check*:
/// a governed call that says of each step whether a record of work shows that it was followed, with
/// the words that show it. *Finding*: what the tool proposes of one step; it counts once a person
/// has confirmed or corrected it.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "playbook",
            "gateway",
            "quality",
            "ui"
        })
package dev.countersign.sop;
