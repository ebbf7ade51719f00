/// Pages of practice, for learners and for their mentors.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.practice.web;
