/// Looks at a set of policies as a whole: which rules contradict, never speak or leave gaps.
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.analysis;
