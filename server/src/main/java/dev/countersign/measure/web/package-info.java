/// Pages of KPIs and of failure modes.
@org.jspecify.annotations.NullMarked
package dev.countersign.measure.web;
