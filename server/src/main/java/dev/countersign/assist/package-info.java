/// The microtools: triage, retrieval and procedure suggestion from the models in this process.
///
/// Nothing here writes text of its own: what it returns is *extracted* from the input or from
/// approved documents, and says so.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "model"})
package dev.countersign.assist;
