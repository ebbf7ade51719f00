/// What the playbook in force says about one answer: release it, hold it for a person, or block it.
///
/// *Verdict*: what policy says, always with reasons; a machine gives verdicts, a person takes
/// decisions. *Rules*: everything that applies to one prompt, compiled once per playbook version.
/// *Rulebook*: the rules of every prompt, with who may run it and which gate guards it.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "playbook", "people", "gate", "egress", "ui", "yaml"})
package dev.countersign.policy;
