/// Whether training shows in production.
///
/// *KPI*: a figure that a track of the playbook is to move, defined in the organisation file. A
/// *reading* of it is typed in, sent or counted from the records; beside it stands how it was
/// before (the *baseline*), or that nobody knows. *Failure mode*: one of the known ways in which
/// training goes well and nothing else does ([dev.countersign.measure.FailureModes], pure). Start
/// with [dev.countersign.measure.Kpis].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "playbook", "timer", "ui"})
package dev.countersign.measure;
