package dev.countersign.intake;

import java.util.Optional;

/// What became of one exception.
///
/// @param id the source's own
/// @param caseId empty where it was refused or covered
/// @param why of a refusal, with what would mend it; of a cover, the policy's explanation
public record Told(String id, Outcome outcome, Optional<String> caseId, Optional<String> why) {
    public enum Outcome {
        CREATED,
        /// The same as before; nothing changed.
        DUPLICATE,
        /// The source says something else now, and its open case says it too.
        UPDATED,
        /// The case was settled before; it stays as it was decided.
        SETTLED,
        /// The policies in force let it go ahead, so nobody needs to decide it.
        COVERED,
        REFUSED
    }

    static Told refused(String id, String why) {
        return new Told(id, Outcome.REFUSED, Optional.empty(), Optional.of(why));
    }
}
