/// What a role may do only with an approval.
///
/// *Action*: something that the playbook lists under a role's `approvals`, for example a refund.
/// *Request*: one person asks for one action with its parameters and a reason; asking opens a case
/// at the desk. *Carry out*: the approval is used, once, for exactly the parameters that were
/// approved; the same person does it, or the system that does the work on their behalf. Start with
/// [dev.countersign.action.Actions].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "policy",
            "redaction",
            "desk",
            "ui"
        })
package dev.countersign.action;
