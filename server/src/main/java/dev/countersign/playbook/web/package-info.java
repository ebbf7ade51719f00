/// The pages of a playbook's versions.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.playbook.web;
