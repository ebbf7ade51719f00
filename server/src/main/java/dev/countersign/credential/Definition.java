package dev.countersign.credential;

import dev.countersign.course.Pack.Competency;

/// A competency as one pack defines it.
public record Definition(String pack, Competency competency) {
    public int target() {
        return competency.levels().indexOf(competency.target()) + 1;
    }

    /// @param level from 1; 0 for none yet
    public String name(int level) {
        return level < 1 || level > competency.levels().size()
                ? "none yet"
                : competency.levels().get(level - 1);
    }
}
