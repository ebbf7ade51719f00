/// Each team's own categories of exceptions: its lead designs them, and every version stays for the
/// cases that were filed under it.
///
/// *Version*: what a team published, with its number, who and when; it never changes. *Draft*: what
/// the next version will be; each saving has a revision, and two people who save at once learn of
/// each other. *Kind*: which of the shipped categories a team's own one is a kind of, so that what
/// those ask for holds under any name. Start with [dev.countersign.taxonomy.Taxonomies].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "escalation",
            "playbook",
            "ui"
        })
package dev.countersign.taxonomy;
