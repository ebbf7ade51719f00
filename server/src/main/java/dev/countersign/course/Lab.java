package dev.countersign.course;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Work with a pass rule.
///
/// @param text the learner's file, and `key` the mentors'
/// @param bank questions that are asked, or `scenarios` that are settled
/// @param runsOn what of the product it uses, such as `policies` or `mocks`
/// @param privateToMentor nobody else reads it
public record Lab(
        String id,
        String title,
        String module,
        int minutes,
        Kind kind,
        List<String> outcomes,
        String text,
        Pass pass,
        Optional<String> bank,
        Optional<String> scenarios,
        List<Pack.Outcome> steps,
        Map<String, List<String>> runsOn,
        boolean privateToMentor,
        Optional<String> rubric,
        Optional<String> key) {
    public Lab {
        outcomes = List.copyOf(outcomes);
        steps = List.copyOf(steps);
        runsOn = Map.copyOf(runsOn);
    }

    public enum Kind {
        CHECKLIST,
        DRILL,
        UPLOAD,
        WRITING,
        GROUP,
        REFLECTION,
        DESK,
        POLICY,
        DASHBOARD,
        QUERIES
    }

    /// At least so many of so many.
    public record Score(int least, int of) {}

    /// @param most 0 where there is no limit
    public record Words(int least, int most, int entries) {}

    /// All that is there must hold.
    ///
    /// @param mentor signs it, and is never the learner
    /// @param observed how many of the first a mentor watches
    public record Pass(
            Optional<Score> score,
            boolean mentor,
            Optional<Words> words,
            OptionalInt group,
            OptionalInt observed,
            boolean allSteps) {
        /// Whether nothing would have to be done to pass.
        public boolean isEmpty() {
            return score.isEmpty()
                    && !mentor
                    && words.isEmpty()
                    && group.isEmpty()
                    && observed.isEmpty()
                    && !allSteps;
        }
    }
}
