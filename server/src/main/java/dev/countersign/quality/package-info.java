/// What was wrong with an answer, why, and what a named person does about it.
///
/// *Defect*: an answer that was wrong, classed in the organisation's own words. *Root cause*: why
/// one or several came about, with one corrective action, signed by a person. *Verification*:
/// somebody else's word, after the action's due date, that it works or does not.
///
/// A defect changes nothing by itself: this module cannot reach what is in force. It may not use
/// `change`, `prompt`, `policy` or `bundle`; a change that people decide is only pointed to.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "playbook",
            "assurance",
            "ui"
        })
package dev.countersign.quality;
