/// Asking by page, and the prompt log.
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.web;
