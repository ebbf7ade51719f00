package dev.countersign.launch;

import java.time.LocalDate;
import java.util.List;

/// One of the seven things that a launch asks for.
///
/// @param due the last day of the two weeks on which it is in time
/// @param next who has to do what; empty where it is met
public record Item(
        int number, String title, State state, LocalDate due, List<Seen> seen, String next) {
    public Item {
        seen = List.copyOf(seen);
    }

    public enum State {
        MET("met", "green"),
        WAITING("waiting", "amber"),
        /// Its day has passed, and it can still be done.
        LATE("late", "red"),
        /// It was done after its day, or a day of it is gone for good.
        NOT_BY_ITS_DAY("not by its day", "red");

        private final String word;
        private final String colour;

        State(String word, String colour) {
            this.word = word;
            this.colour = colour;
        }

        public String word() {
            return word;
        }

        public String colour() {
            return colour;
        }
    }

    /// Who may follow a link.
    public enum Door {
        EVERYBODY,
        /// Who runs cohorts.
        COHORTS,
        /// Who answers for how calls end.
        BRIEFS
    }

    /// What an item was seen by.
    ///
    /// @param href of the record; empty where the sentence is all there is
    public record Seen(String sentence, String href, Door door) {
        static Seen said(String sentence) {
            return new Seen(sentence, "", Door.EVERYBODY);
        }
    }
}
