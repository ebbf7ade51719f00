@org.jspecify.annotations.NullMarked
package dev.countersign.playbook.cli;
