/// Changes to what is in force: nothing becomes live before everybody whom the playbook names has
/// signed, in that order.
///
/// *Change*: another version of the playbook, of a prompt or of the policies, proposed by one
/// person with a reason. *Signature*: an approval at the desk by one of the steps of
/// `approvals.workflow_changes`. The first version of each comes into force at once, because
/// nothing is in force before. *Shadow*: a change that was signed judges live cases unseen beside
/// what is in force, until it has seen enough to go live or to stop. Start with
/// [dev.countersign.change.Changes].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "playbook",
            "prompt",
            "bundle",
            "policy",
            "desk",
            "desk :: rules",
            "gateway",
            "timer",
            "ui"
        })
package dev.countersign.change;
