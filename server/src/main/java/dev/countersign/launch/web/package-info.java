/// The checklist as pages.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.launch.web;
