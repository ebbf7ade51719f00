package dev.countersign.connect;

import dev.countersign.desk.Desk;
import dev.countersign.people.Identity;
import java.util.Optional;

/// Practice, as a chat needs it: mock cases at a desk of their own.
public interface Drill {
    /// Where mock cases are decided.
    Desk desk();

    /// The one that waits for the learner, or else a new one.
    ///
    /// @return the case's id
    /// @throws dev.countersign.kernel.ProblemException 409 where a mentor has to look first
    String next(Identity learner);

    /// Its form was opened in a chat: if it is decided now, it was handled there.
    void opened(Identity learner, String caseId);

    /// The good answer beside the learner's own; empty until they have decided.
    Optional<Answered> answered(Identity learner, String caseId);

    /// @param title whether it was right
    /// @param text the two answers and why, in lines
    record Answered(String title, String text) {}
}
