/// The ledger's format and the checks an outsider runs on it. JDK only, no dependency.
@org.jspecify.annotations.NullMarked
package dev.countersign.proof;
