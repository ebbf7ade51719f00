/// Recognisers of numbers, addresses and secrets that prove themselves by shape and check digit.
@org.jspecify.annotations.NullMarked
package dev.countersign.redaction.rules;
