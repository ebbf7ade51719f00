package dev.countersign.playbook;

import java.util.List;

/// What a role hands to a machine and what it keeps to itself. It is a permission: what is to be
/// avoided is decided by a person whenever an answer to this role touches it.
///
/// @param automate what may be handed over, for people to read
public record Rubric(String role, List<String> automate, List<Avoid> avoid) {
    public Rubric {
        automate = List.copyOf(automate);
        avoid = List.copyOf(avoid);
    }

    /// @param what for people
    /// @param actions that must need an approval
    /// @param terms that send an answer to a person
    public record Avoid(String what, List<String> actions, List<String> terms) {
        public Avoid {
            actions = List.copyOf(actions);
            terms = List.copyOf(terms);
        }
    }

    public List<String> terms() {
        return avoid.stream().flatMap(a -> a.terms().stream()).distinct().toList();
    }
}
