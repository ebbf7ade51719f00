/// Who is reached next, after how long, and how much of the time allowed is used. Pure.
///
/// *Calendar*: the hours in which work is done, with holidays, in one time zone. *Target*: a length
/// of business or elapsed time. *SLA clock*: what a case's events and its targets make of the time.
/// *Escalation path*: whom to reach, in which order, and what happens when nobody answers.
/// *Approval matrix*: who answers for which category. *Taxonomy*: a version of the categories.
/// *Team*: who answers for some services, with a taxonomy of its own where its lead designed one.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package dev.countersign.escalation;
