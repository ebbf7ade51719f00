/// Home, brief, ledger, people and waivers as pages.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.report.web;
