/// Pages and their plumbing: sessions, forms, server-sent events, problem documents, templates.
///
/// *Exchange*: one request and its response, with who is asking. A module's own pages live in its
/// `web` package and are mounted here. Handlers run on virtual threads and may block.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "people"})
package dev.countersign.ui;
