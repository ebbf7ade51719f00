/// Slides, workbooks, posters, cards and sheets, made from course packs and from what is in force,
/// and made anew when either changes.
///
/// *Material*: something to print or to show, as a pack lists it. *Live data*: contacts, the
/// approval matrix and the categories in force. *Version*: a material as it was made from one
/// content; what is in it is known by digests. *Step*: a named person's word on a version, from
/// draft to delivered. The press (`press`) makes the files and knows no store; decision trees are
/// drawn by `tree`.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "course",
            "course :: cli",
            "escalation",
            "timer",
            "training",
            "ui"
        })
package dev.countersign.material;
