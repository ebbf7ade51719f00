/// How sure an answer is, as a number from 0 to 1 and how it came about. Pure.
///
/// *Recipe*: where the number comes from. It is no promise: what a number is worth is measured on
/// reviewed samples, and missing confidence holds an answer.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package dev.countersign.confidence;
