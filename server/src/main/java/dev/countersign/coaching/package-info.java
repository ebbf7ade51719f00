/// What people worry about, what they bring, and what they ask each other while they learn.
///
/// *Concern*: a worry as a question, with the reality, its evidence and how to see that it went
/// away. *Skill use*: what somebody can do already, and what it is good for in the new role.
/// *Talk*: a question on a module of a course, and its answers. Start with
/// [dev.countersign.coaching.Concerns].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "course", "training", "ui"})
package dev.countersign.coaching;
