/// The pages of calendars, cohorts and sessions.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.cohort.web;
