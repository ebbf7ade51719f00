/// The policies as an organisation keeps them: versions, the one in force, what it said of each
/// exception, and what people say of it.
///
/// *Bundle*: every policy and exemption file of one moment, named by their digest. *Verdict*: what
/// the bundle in force said of one exception, kept with the facts it was said of, so that another
/// bundle can be tried on them. *Feedback*: what somebody asks of a policy, tracked to the version
/// that answers it. Start with [dev.countersign.bundle.Bundles].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "policy", "ui"})
package dev.countersign.bundle;
