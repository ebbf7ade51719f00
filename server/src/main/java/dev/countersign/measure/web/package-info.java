/// Pages of KPIs and of failure modes.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.measure.web;
