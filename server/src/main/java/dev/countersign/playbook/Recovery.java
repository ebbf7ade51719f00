package dev.countersign.playbook;

import java.util.List;

/// What the outline reader made of a document whose indentation was lost.
///
/// @param yaml the document with its indentation restored
/// @param placements lines whose name fits more than one place
/// @param problems why it could not be recovered for certain; empty where it was
record Recovery(String yaml, List<Placement> placements, List<Trouble> problems) {
    Recovery {
        placements = List.copyOf(placements);
        problems = List.copyOf(problems);
    }

    /// @param line in the flat document, from 1
    /// @param place where it was put, as a path
    /// @param instead where it might have gone
    record Placement(int line, String key, String place, String instead) {}

    /// @param fatal false for text that was cut off behind the document
    record Trouble(int line, int column, String sentence, String remedy, boolean fatal) {}
}
