/// The pages of calendars, cohorts and sessions.
@org.jspecify.annotations.NullMarked
package dev.countersign.cohort.web;
