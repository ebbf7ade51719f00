package dev.countersign.escalation;

import java.time.Instant;
import java.util.Optional;

/// Someone who stands behind a [Whom], and whether they can be reached for this case now.
///
/// @param id of the person, or a contact's name
/// @param back when somebody out of hours or away is there again, where that is known
public record Holder(String id, Presence presence, Optional<Instant> back) {
    public enum Presence {
        THERE("is there"),
        AWAY("is away"),
        OUT_OF_HOURS("is out of hours"),
        REQUESTER("raised the case"),
        DECIDED("has decided it already"),
        NOT_ALLOWED("may not decide it");

        private final String words;

        Presence(String words) {
            this.words = words;
        }

        /// The case alone keeps these out; no waiting helps.
        boolean isExcluded() {
            return this == REQUESTER || this == DECIDED || this == NOT_ALLOWED;
        }

        public String inWords() {
            return words;
        }
    }

    public static Holder there(String id) {
        return new Holder(id, Presence.THERE, Optional.empty());
    }

    public static Holder not(String id, Presence why) {
        return new Holder(id, why, Optional.empty());
    }

    public static Holder until(String id, Presence why, Instant back) {
        return new Holder(id, why, Optional.of(back));
    }

    boolean isThere() {
        return presence == Presence.THERE;
    }
}
