@org.jspecify.annotations.NullMarked
package dev.countersign.policy.cel;
