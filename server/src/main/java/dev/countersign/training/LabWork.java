package dev.countersign.training;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What somebody has done for a lab.
///
/// @param digest of the pack as it was when it was last handed in, or begun
/// @param handIns how often it was handed in
/// @param texts by part; empty where the learner was erased
/// @param reader the only mentor who reads a private one; empty for the others
/// @param watchAsked when the learner asked a mentor to watch, until one has
public record LabWork(
        String id,
        String person,
        String pack,
        String lab,
        String digest,
        State state,
        int handIns,
        Map<String, String> texts,
        String reader,
        Optional<Instant> watchAsked,
        Optional<Instant> handedInAt) {
    public LabWork {
        texts = Map.copyOf(texts);
    }

    public enum State {
        OPEN("begun"),
        HANDED_IN("handed in"),
        SENT_BACK("sent back"),
        PASSED("passed");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// A mentor's word on one hand-in.
    ///
    /// @param levels by row of the rubric; empty where there is none
    public record Judgement(
            int handIn,
            boolean passed,
            String mentor,
            String words,
            Map<String, Integer> levels,
            Instant at) {
        public Judgement {
            levels = Map.copyOf(levels);
        }
    }

    /// A mentor watched.
    public record Observation(int number, String mentor, String words, Instant at) {}

    /// Somebody named as one of the group.
    public record Member(String person, boolean confirmed) {}

    public String text(String part) {
        return texts.getOrDefault(part, "");
    }

    /// Whether its learner may change it.
    public boolean isWithLearner() {
        return state == State.OPEN || state == State.SENT_BACK;
    }

    LabWork with(Map<String, String> changed) {
        return new LabWork(
                id,
                person,
                pack,
                lab,
                digest,
                state,
                handIns,
                changed,
                reader,
                watchAsked,
                handedInAt);
    }

    LabWork in(State now) {
        return new LabWork(
                id, person, pack, lab, digest, now, handIns, texts, reader, watchAsked, handedInAt);
    }

    LabWork watch(Optional<Instant> asked) {
        return new LabWork(
                id, person, pack, lab, digest, state, handIns, texts, reader, asked, handedInAt);
    }

    LabWork handedIn(String ofPack, String onlyReader, Instant at) {
        return new LabWork(
                id,
                person,
                pack,
                lab,
                ofPack,
                State.HANDED_IN,
                handIns + 1,
                texts,
                onlyReader,
                watchAsked,
                Optional.of(at));
    }
}
