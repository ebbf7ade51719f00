/// Asking by page, and the prompt log.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.gateway.web;
