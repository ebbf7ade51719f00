/// Pages of shadow mode, reviews and certificates.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.assurance.web;
