package dev.countersign.preview;

import dev.countersign.course.Pack;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a folder holds, as it is shown.
///
/// @param revision rises with every change
/// @param packs the last version of each without errors, by title
/// @param findings of what the folder says now
record Reading(long revision, List<Shown> packs, List<Finding> findings) {
    Reading {
        packs = List.copyOf(packs);
        findings = List.copyOf(findings);
    }

    /// @param folder where its files are
    /// @param lasting whether the folder says something else by now, which has errors
    record Shown(Pack pack, Path folder, boolean lasting) {}

    Optional<Shown> find(String id) {
        return packs.stream().filter(p -> p.pack().id().equals(id)).findFirst();
    }

    List<Finding> errors() {
        return findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
    }
}
