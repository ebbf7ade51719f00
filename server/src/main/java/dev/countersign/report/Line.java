package dev.countersign.report;

import java.util.Objects;

/// A sentence with a link to the record it is about.
///
/// @param about whom it could be talked over with, and what about
public record Line(String sentence, String href, About about) {
    public Line {
        // Briefs of earlier versions were kept without.
        about = Objects.requireNonNullElse(about, About.NOBODY);
    }

    public Line(String sentence, String href) {
        this(sentence, href, About.NOBODY);
    }

    /// By id, so that a name can still be erased; each may be empty.
    ///
    /// @param tool the prompt or action
    /// @param category of an exception
    public record About(String person, String tool, String category) {
        static final About NOBODY = new About("", "", "");
    }
}
