/// The language of policies: CEL over a fixed, total schema of facts; judges, and says which facts
/// sufficed.
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.cel;
