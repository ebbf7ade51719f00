/// The desk on separate data, where somebody learns to decide before a real case is theirs.
///
/// *Mock exception*: a made-up exception with a known good answer. *Practice case*: one of them,
/// given to a learner at a desk with its own store and its own ledger; nothing comes of its
/// decision. *Look*: a mentor's comment on a decision. *Sign-off*: a mentor's word, in the main
/// ledger, that somebody may decide real cases. Start with [dev.countersign.practice.Practice].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "desk", "escalation", "ui"})
package dev.countersign.practice;
