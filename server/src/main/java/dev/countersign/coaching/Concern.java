package dev.countersign.coaching;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A worry about the change, as a question, and what is true of it.
///
/// @param raisedBy empty where it was raised without a name, or the reader may not know
/// @param about the learner whose reflection it comes from, while they have not agreed; else empty
/// @param owner who answers for it; empty before somebody takes it
/// @param answer by [Field]; only those that are filled
/// @param raisedAt without the hour where there is no name
/// @param version rises with each change
public record Concern(
        String id,
        String raisedBy,
        String about,
        String owner,
        Status status,
        String question,
        Map<Field, String> answer,
        Instant raisedAt,
        int version) {
    public Concern {
        answer = Map.copyOf(answer);
    }

    public enum Status {
        /// A mentor would like to raise it; the learner has not agreed.
        PROPOSED,
        RAISED,
        ANSWERED,
        ESCALATED,
        SETTLED;

        public String words() {
            return switch (this) {
                case PROPOSED -> "waits for the learner's consent";
                case RAISED -> "raised";
                case ANSWERED -> "answered";
                case ESCALATED -> "escalated";
                case SETTLED -> "settled";
            };
        }
    }

    /// What the register keeps of each concern.
    public enum Field {
        REALITY("What is true", "The honest answer, also where it is not welcome."),
        EVIDENCE("Evidence", "One point in each line; four are good."),
        SUCCESS("What success looks like", "One line for each week: what somebody will see."),
        COUNTER("Counter-narrative", "What is told instead, and why it is not so."),
        CHECK("Survey check", "Which question of which survey shows whether it went away."),
        ESCALATION("Escalation path", "To whom it goes next: manager, then HR, or another way.");

        private final String title;
        private final String hint;

        Field(String title, String hint) {
            this.title = title;
            this.hint = hint;
        }

        public String title() {
            return title;
        }

        public String hint() {
            return hint;
        }
    }

    public String text(Field field) {
        return answer.getOrDefault(field, "");
    }

    /// @param actor empty where it was done without a name, or the reader may not know
    /// @param words empty for none, and where its author was erased
    public record Event(int number, String what, String actor, String words, Instant at) {}

    /// A concern with its history, for one reader.
    ///
    /// @param answers whether the reader may answer for it
    /// @param consents whether the reader is asked for consent
    public record Sheet(Concern concern, List<Event> history, boolean answers, boolean consents) {
        public Sheet {
            history = List.copyOf(history);
        }
    }
}
