package dev.countersign.training;

/// Something that a learner did, or that was found out about what they did. Told in the transaction
/// that records it, to whoever watches ([Acts]).
public sealed interface LearningAct {
    /// Whose learning it is.
    String person();

    /// The pack it belongs to.
    String pack();

    /// @param by who enrolled them; oneself, a manager or a mentor
    record Enrolled(String person, String pack, String by) implements LearningAct {}

    /// @param section `MODULE/SECTION`
    /// @param done false where it was taken back
    record SectionMarked(String person, String pack, String section, boolean done)
            implements LearningAct {}

    record AttemptBegun(String person, String pack, Attempt attempt) implements LearningAct {}

    /// An attempt was handed in or ran out of time; `attempt` has its score.
    ///
    /// @param toMark answers that still wait for a mentor
    record AttemptEnded(String person, String pack, Attempt attempt, boolean passed, int toMark)
            implements LearningAct {}

    /// A mentor marked an answer, and the attempt has a new score.
    ///
    /// @param item the question
    /// @param by the mentor
    record AnswerMarked(
            String person, String pack, Attempt attempt, String item, boolean passed, String by)
            implements LearningAct {}

    /// @param lab its number in the pack
    record LabHandedIn(String person, String pack, String lab) implements LearningAct {}

    /// A lab was found passed or sent back: by a mentor, or by its own pass rule (`by` is empty).
    record LabJudged(String person, String pack, String lab, boolean passed, String by)
            implements LearningAct {}

    /// What somebody did with a video.
    ///
    /// @param from where they were, in milliseconds, and `at` where they are; the same but for a
    ///   jump
    /// @param length of the whole, in milliseconds
    /// @param seen which parts of it they have seen by now
    record Watched(
            String person,
            String pack,
            String video,
            Watch.Verb verb,
            long from,
            long at,
            long length,
            Spans seen)
            implements LearningAct {}

    /// Everything that the pack asks for is there.
    record CourseCompleted(String person, String pack) implements LearningAct {}
}
