/// What may happen to a case, and what then holds: pure, so that every state can be visited.
///
/// *Standing*: everything about a case that decides what may happen next. *Act*: what somebody or
/// time does. *Power*: a role that an actor may use, their own or somebody's who is away.
/// *Signature*: one approval of exactly one content. [dev.countersign.desk.Desk] loads a standing,
/// applies an act, and writes what comes out, in one transaction.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("rules")
package dev.countersign.desk.rules;
