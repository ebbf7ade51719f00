/// The file in which an organisation writes who may use which prompt, under which conditions.
///
/// *Playbook*: that one document. *Organisation*: the file beside it that binds its roles and
/// owners to people and settles what it leaves open. *Finding*: something wrong, or worth a
/// decision, at its place. *Version*: one document as it was loaded, never changed; one of them is
/// *active*.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "ui", "escalation", "gate"})
package dev.countersign.playbook;
