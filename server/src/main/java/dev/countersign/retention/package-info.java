/// What is destroyed, when and by whom: erasure on request, and what the retention period has
/// passed. Proofs of the ledger hold all the same.
///
/// *Erasure*: destroying the key under which a person's, a call's or an action's personal values
/// are sealed. *Retention*: the days after which the playbook has them destroyed without being
/// asked.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "playbook",
            "gateway",
            "action",
            "timer",
            "ui"
        })
package dev.countersign.retention;
