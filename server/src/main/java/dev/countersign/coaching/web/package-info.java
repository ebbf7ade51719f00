/// Concerns, skills and questions as pages.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.coaching.web;
