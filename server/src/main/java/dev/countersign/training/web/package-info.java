/// Courses as pages: what I learn, a section, a quiz.
@org.jspecify.annotations.NullMarked
package dev.countersign.training.web;
