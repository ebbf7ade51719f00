@org.jspecify.annotations.NullMarked
package dev.countersign.desk.web;
