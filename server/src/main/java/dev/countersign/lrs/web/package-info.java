/// The pages of learning records and of the keys of learning systems.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package dev.countersign.lrs.web;
