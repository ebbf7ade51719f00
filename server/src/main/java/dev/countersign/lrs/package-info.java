/// A Learning Record Store (xAPI 2.0 and 1.0.3): what people learned here is told as statements in
/// the transaction of its cause, and the company's own learning systems write and read beside it.
///
/// *Statement*: who did what, with its result and context; never changed, only voided by another.
/// *Document*: a system's own note about an activity or an agent (state and profiles). *Key*: the
/// credentials of a learning system; each writes under an authority of its own. Start with
/// [dev.countersign.lrs.LearningRecords]; what a valid statement is stands in
/// [dev.countersign.lrs.rule].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "course", "training", "ui"})
package dev.countersign.lrs;
