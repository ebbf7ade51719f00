/// `countersign credential`: checks credentials without a server.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("cli")
package dev.countersign.credential.cli;
