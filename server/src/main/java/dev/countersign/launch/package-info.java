/// The first two weeks of one team, as a checklist that is seen from records.
///
/// *Launch*: one team, two workflows each with an objective, a Monday. *Item*: one of seven things
/// that a launch asks for, with its day and what it was seen by. *Confirmation*: the security
/// partner's word on the roles and regions in force, void as soon as either changes. *Read-out*:
/// what a week returned, read out on its Friday and signed. Start with
/// [dev.countersign.launch.Launches]; what is judged is in [dev.countersign.launch.Checklist],
/// which is pure.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "playbook",
            "escalation",
            "cohort",
            "report",
            "ui"
        })
package dev.countersign.launch;
