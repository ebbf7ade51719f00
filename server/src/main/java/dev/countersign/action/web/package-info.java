/// Asking for actions and using approvals, as pages.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.action.web;
