/// Who learns what, what they answered, and the evidence that comes of it.
///
/// *Courses*: the packs that are taught. *Learning*: enrolment and progress. *Attempts*: quizzes;
/// what an attempt earns is evidence for gates in the transaction that ends it. *Labs*: work with a
/// pass rule ([dev.countersign.training.LabRules]). *Mentoring*, *Judging*, *Readiness*: what
/// mentors do. Start with [dev.countersign.training.Training].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger", "people", "course", "gate", "ui"})
package dev.countersign.training;
