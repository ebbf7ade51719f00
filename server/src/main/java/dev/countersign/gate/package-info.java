/// Doors that evidence opens: given what is recorded about a person, may they use a tool now?
///
/// *Condition*: one thing the playbook asks for. *Evidence*: a recorded fact that counts towards
/// one. *Waiver*: a named, dated permission to go without. The answer is computed by a pure
/// function, at admission and again in the transaction that records the use.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people"})
package dev.countersign.gate;
