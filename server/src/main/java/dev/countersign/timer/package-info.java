/// Durable timers: something that must happen at a time, even if the server was off then.
///
/// *Timer*: a row (kind, subject, due), moved in the same transaction as the state it belongs to.
/// *Handler*: what to do when one is due; it runs once, in the transaction that removes the row.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "storage"})
package dev.countersign.timer;
