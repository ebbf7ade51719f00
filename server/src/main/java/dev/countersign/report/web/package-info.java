/// Home, brief, ledger, people and waivers as pages.
@org.jspecify.annotations.NullMarked
package dev.countersign.report.web;
