/// Finds personal data and secrets in text and replaces them by tokens that can be undone.
///
/// *Span*: where something was found. *Kind*: what it is. *Finder*: says where. *Masking*: one
/// call's tokens and what they stand for; nothing is kept after it. Pure: no I/O, no clock.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.countersign.redaction;
