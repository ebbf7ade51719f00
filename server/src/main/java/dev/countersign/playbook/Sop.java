package dev.countersign.playbook;

import java.util.List;
import java.util.Optional;

/// A standard operating procedure: which steps, with which tool, and who approves them.
///
/// @param owner id of the person who answers for it
public record Sop(String id, String title, String version, String owner, List<Step> steps) {
    public Sop {
        steps = List.copyOf(steps);
    }

    /// @param text what is done
    /// @param tool the prompt or microtool whose button is pressed; empty where it is done by hand
    /// @param approver the role that approves what comes of it; empty where nobody has to
    public record Step(String text, Optional<String> tool, Optional<String> approver) {}

    /// In one line, for diffs.
    String inWords() {
        var out = new StringBuilder("version " + version + ", owner " + owner);
        var number = 0;
        for (var step : steps) {
            number++;
            out.append("; ").append(number).append(". ").append(step.text());
            step.tool().ifPresent(t -> out.append(" [").append(t).append("]"));
            step.approver().ifPresent(a -> out.append(" (").append(a).append(" approves)"));
        }
        return out.toString();
    }
}
