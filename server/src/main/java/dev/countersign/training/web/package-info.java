/// Courses as pages: what I learn, a section, a quiz.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.training.web;
