package dev.countersign.coaching;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A question on a module of a course, or an answer to one.
///
/// @param parent the question it answers; empty for a question
/// @param place a section or lab it is about, as `section:ID` or `lab:ID`; empty for the module
/// @param title empty for an answer
/// @param text Markdown; empty where it was deleted, hidden or its author erased
/// @param accepted the answer that a mentor accepted; empty for none
public record Post(
        String id,
        String parent,
        String pack,
        String module,
        String place,
        String author,
        String title,
        String text,
        State state,
        String accepted,
        Instant at,
        Optional<Instant> edited,
        Instant active) {
    public enum State {
        SHOWN,
        DELETED,
        HIDDEN;

        public String words() {
            return switch (this) {
                case SHOWN -> "";
                case DELETED -> "Deleted by its author.";
                case HIDDEN -> "Hidden by a mentor.";
            };
        }
    }

    /// A question with its answers, for one reader; the accepted answer first.
    ///
    /// @param unread whether something was said since the reader looked
    /// @param moderates whether the reader may accept and hide
    public record Talk(Post question, List<Post> answers, boolean unread, boolean moderates) {
        public Talk {
            answers = List.copyOf(answers);
        }

        public boolean isAccepted(Post answer) {
            return answer.id().equals(question.accepted());
        }
    }
}
