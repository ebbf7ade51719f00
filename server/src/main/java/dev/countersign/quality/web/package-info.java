/// Pages of the register of defects and of root causes.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.quality.web;
