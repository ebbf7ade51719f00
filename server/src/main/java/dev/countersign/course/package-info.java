/// Courses as files: what a pack holds, whether it adds up, and how an answer is marked. Pure.
///
/// *Pack*: a course in one version. *Module*: a part of it with hours and outcomes. *Lab*: work
/// with a pass rule. *Bank*: questions. The format is in docs/courses.md.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "yaml"})
package dev.countersign.course;
