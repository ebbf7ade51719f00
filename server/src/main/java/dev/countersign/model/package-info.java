/// The models on this box: the encoder, the linear heads trained here, the name finder and the
/// retrieval index. No network.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "redaction"})
package dev.countersign.model;
