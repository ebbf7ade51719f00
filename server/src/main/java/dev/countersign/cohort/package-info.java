/// People who take a course together: when they meet, who was there, what is due, and who is told.
///
/// *Cohort*: learners, trainers and mentors of one course, anchored on a Monday. *Session*: when
/// they meet. *Plan*: the course's hours laid into the time there is
/// ([dev.countersign.cohort.Plan], pure). *Roll*: who was there, and whether that can still be
/// enough. *Agenda*: one person's sessions and deadlines, as a page and as a feed. *Notice*: what
/// somebody was told, once. Start with [dev.countersign.cohort.Cohorts].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "course",
            "training",
            "escalation",
            "survey",
            "measure",
            "timer",
            "ui"
        })
package dev.countersign.cohort;
