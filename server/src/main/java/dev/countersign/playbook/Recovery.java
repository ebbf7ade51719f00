package dev.countersign.playbook;

import java.util.List;

/// What was made of a document whose indentation was lost.
///
/// @param yaml the document with its indentation restored, comments kept, one line for each line of
///   the flat document
/// @param placements lines that a documented rule put where they are: a person confirms them
/// @param cuts text that is no part of the playbook and was left out
public record Recovery(String yaml, List<Placement> placements, List<Cut> cuts) {
    public Recovery {
        placements = List.copyOf(placements);
        cuts = List.copyOf(cuts);
    }

    /// @param line in the flat document, from 1
    /// @param place where the key was put, for example `rbac.roles[].approvals`
    /// @param instead where it might have gone
    /// @param rule why it was put there
    public record Placement(int line, String key, String place, List<String> instead, String rule) {
        public Placement {
            instead = List.copyOf(instead);
        }
    }

    /// @param line in the flat document, from 1
    /// @param column in that line, from 1
    public record Cut(int line, int column, String text) {}
}
