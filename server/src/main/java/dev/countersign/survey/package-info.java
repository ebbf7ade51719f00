/// What people are asked, so that no answer can be told to be theirs.
///
/// *Urn*: shuffled answers, sealed as one value. *Publication*: a fixed point at which at least
/// five more answers become part of the report. *Part*: a slice of the answers, never smaller than
/// five. *Follow-up*: what a manager owes to a red flag. Start with
/// [dev.countersign.survey.Surveys]; the construction and its limits are in docs/surveys.md.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "course", "training", "ui"})
package dev.countersign.survey;
