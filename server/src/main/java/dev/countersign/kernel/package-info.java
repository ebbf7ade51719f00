/// Small words that every module uses: ids, findings, problems. JDK only.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.countersign.kernel;
