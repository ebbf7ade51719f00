/// Competencies, credentials and their public check, as pages.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.credential.web;
