/// An author looks at a course pack as its learners will, while writing it; nothing is kept.
///
/// *Reading*: what the folder says now, and the last version of each pack without errors. Start
/// with [dev.countersign.preview.PreviewServer].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "people",
            "course",
            "course :: cli",
            "training",
            "training :: web",
            "material",
            "material :: press",
            "material :: tree",
            "ui"
        })
package dev.countersign.preview;
