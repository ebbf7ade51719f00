/// The prompt library's pages.
@org.jspecify.annotations.NullMarked
package dev.countersign.prompt.web;
