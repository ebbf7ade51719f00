/// The prompt library: named prompts with immutable versions, and which version is live.
///
/// *Prompt*: what a role may run, by name. *Version*: its text, pinned model and rules, never
/// changed. *Live*: the one version that calls use; somebody activated it, and that is recorded.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "ui"})
package dev.countersign.prompt;
