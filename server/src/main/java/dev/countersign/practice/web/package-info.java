/// Pages of practice, for learners and for their mentors.
@org.jspecify.annotations.NullMarked
package dev.countersign.practice.web;
