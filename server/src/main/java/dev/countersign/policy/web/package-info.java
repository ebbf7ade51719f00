/// The page of the playbook in force.
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.web;
