/// The append-only record of every step, which an outsider can check.
///
/// *Entry*: one step. *Leaf*: the entry's canonical JSON. *Checkpoint*: a signed size and root
/// hash. *Follower*: reads entries in leaf order with its own position. An *effect* moves its
/// position in its own transaction on one node; a *signal* is told on every node and remembers
/// nothing.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "proof"})
package dev.countersign.ledger;
