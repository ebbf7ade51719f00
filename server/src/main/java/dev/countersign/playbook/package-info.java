/// The file in which an organisation writes who may use which prompt, under which conditions.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package dev.countersign.playbook;
