/// The page and the downloads of what is installed in host systems.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.host.web;
