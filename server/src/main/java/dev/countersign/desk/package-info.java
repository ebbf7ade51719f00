/// Where whatever a machine may not settle waits for a named person.
///
/// *Case*: one thing that needs a decision. *Decision*: what a person says, always with a
/// *justification*: approved, edited and approved, denied, or escalated. *Clearance clock*: the
/// time until the case is due; it keeps running through escalation. *Grant*: the single-use
/// permission that an approval writes, bound to digests of what was shown. *Overturned*: a decision
/// reversed later; this is what rework counts.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "timer",
            "escalation",
            "ui"
        })
package dev.countersign.desk;
