/// The queue and the decision page.
@org.jspecify.annotations.NullMarked
package dev.countersign.desk.web;
