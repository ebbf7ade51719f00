/// YAML with places: every finding says file, line and column, and all are found at once. Pure.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package dev.countersign.yaml;
