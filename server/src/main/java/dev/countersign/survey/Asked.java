package dev.countersign.survey;

import dev.countersign.course.Survey.Kind;
import dev.countersign.course.Survey.Question;
import java.time.Instant;
import java.util.List;

/// One survey with its window and those it asks.
///
/// @param origin the pack and survey it comes from, as `PACK/SURVEY`; empty where a manager wrote
///   it
/// @param owner who asked, and who answers for the reactions
public record Asked(
        String id,
        String origin,
        Form form,
        String owner,
        Instant opens,
        Instant closes,
        State state) {

    /// @param anonymous nobody can add their name; otherwise who wants to may
    /// @param when at which points answers become part of the report
    public record Form(
            String title,
            List<Question> questions,
            boolean anonymous,
            Audience audience,
            Publishing when) {
        public Form {
            questions = List.copyOf(questions);
        }

        List<String> marked() {
            return ids(Kind.LIKERT5);
        }

        List<String> open() {
            return ids(Kind.OPEN);
        }

        private List<String> ids(Kind kind) {
            return questions.stream().filter(q -> q.kind() == kind).map(Question::id).toList();
        }

        public String text(String question) {
            return questions.stream()
                    .filter(q -> q.id().equals(question))
                    .map(Question::text)
                    .findFirst()
                    .orElse(question);
        }
    }

    /// Parts and early publications exclude each other: a part less an early publication could be
    /// one person.
    public enum Publishing {
        AT_CLOSE,
        /// At close, cut by the roles asked.
        AT_CLOSE_BY_ROLE,
        /// Five at a time, while at least five more wait.
        IN_FIVES;

        /// So many answers leave the urn together.
        int block() {
            return this == IN_FIVES ? Surveys.LEAST : 64;
        }
    }

    public enum State {
        OPEN,
        CLOSED
    }

    public boolean isOpen(Instant now) {
        return state == State.OPEN && !now.isBefore(opens) && now.isBefore(closes);
    }

    public boolean isPlanned(Instant now) {
        return state == State.OPEN && now.isBefore(opens);
    }
}
