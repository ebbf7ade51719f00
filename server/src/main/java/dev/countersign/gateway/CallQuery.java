package dev.countersign.gateway;

import java.time.Instant;
import java.util.Optional;

/// Which calls to list, newest first: `CallQuery.where().state(HELD).limit(50)`.
///
/// @param outcome how the call was judged first, whatever a person decided since
/// @param needed whether the call went to a person
/// @param text part of the id and, where `inRequest`, of the masked request
/// @param after the id of the last call of the page before; pages by it neither skip nor repeat
public record CallQuery(
        Instant from,
        Instant to,
        Optional<String> personId,
        Optional<String> prompt,
        Optional<CallState> state,
        Optional<CallState> outcome,
        Optional<Boolean> needed,
        String text,
        boolean inRequest,
        Optional<String> after,
        int limit) {
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    public static Builder where() {
        return new Builder();
    }

    public static CallQuery newest(int limit) {
        return where().limit(limit);
    }

    public static CallQuery between(Instant from, Instant to, int limit) {
        return where().between(from, to).limit(limit);
    }

    /// Says one thing at a time; [#limit] ends it.
    public static final class Builder {
        private Instant from = Instant.EPOCH;
        private Instant to = FOREVER;
        private Optional<String> personId = Optional.empty();
        private Optional<String> prompt = Optional.empty();
        private Optional<CallState> state = Optional.empty();
        private Optional<CallState> outcome = Optional.empty();
        private Optional<Boolean> needed = Optional.empty();
        private String text = "";
        private boolean inRequest = true;
        private Optional<String> after = Optional.empty();

        private Builder() {}

        public Builder between(Instant start, Instant end) {
            from = start;
            to = end;
            return this;
        }

        public Builder person(String id) {
            personId = Optional.of(id);
            return this;
        }

        public Builder prompt(String name) {
            prompt = Optional.of(name);
            return this;
        }

        public Builder state(CallState only) {
            state = Optional.of(only);
            return this;
        }

        public Builder outcome(CallState only) {
            outcome = Optional.of(only);
            return this;
        }

        public Builder neededPerson(boolean did) {
            needed = Optional.of(did);
            return this;
        }

        public Builder text(String part) {
            text = part;
            return this;
        }

        /// Looks for the text in the id alone: for readers who may not read requests.
        public Builder inIdAlone() {
            inRequest = false;
            return this;
        }

        public Builder after(String callId) {
            after = Optional.of(callId);
            return this;
        }

        public CallQuery limit(int limit) {
            return new CallQuery(
                    from, to, personId, prompt, state, outcome, needed, text, inRequest, after,
                    limit);
        }
    }
}
