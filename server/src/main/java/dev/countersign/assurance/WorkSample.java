package dev.countersign.assurance;

import java.time.Instant;
import java.util.Optional;

/// A piece of work with the tool's answer and a person's. Texts are masked.
///
/// @param source where it came from: `api`, `file`, `desk`, or `release` for an audit
/// @param worker whose work it is
/// @param own that person's own answer
/// @param given the tool's answer
/// @param ownBroughtBy who wrote the person's answer down in their place; empty where they did
/// @param trouble why the tool could not be asked, the last time
public record WorkSample(
        String id,
        Kind kind,
        String tool,
        String source,
        String sourceId,
        String worker,
        String input,
        Optional<String> own,
        String ownBroughtBy,
        Optional<Given> given,
        Optional<Review> review,
        Optional<String> trouble,
        Instant createdAt) {
    /// SHADOW is compared before the tool is open; AUDIT has been released.
    public enum Kind {
        SHADOW,
        AUDIT
    }

    /// @param score its confidence as text; empty where it gave none
    /// @param version digest of the [ToolVersion]
    /// @param would what the rules would have made of it
    public record Given(
            String call,
            String answer,
            Optional<String> score,
            String version,
            String prompt,
            String answeredBy,
            String would) {}

    /// @param right whether the tool's answer can be used as it is
    /// @param workerRight whether the person's can; empty for an audit
    /// @param defect what is wrong with the tool's answer; empty where nothing is
    public record Review(
            String reviewer,
            Instant at,
            boolean right,
            Optional<Boolean> workerRight,
            Optional<Defect> defect,
            String words) {}

    /// What can be wrong with an answer.
    public enum Defect {
        WRONG,
        INCOMPLETE,
        MADE_UP,
        NOT_ALLOWED,
        UNCLEAR,
        OTHER;

        public String inWords() {
            return switch (this) {
                case WRONG -> "wrong";
                case INCOMPLETE -> "something needed is missing";
                case MADE_UP -> "made up: nothing in the work says so";
                case NOT_ALLOWED -> "not for a machine to say";
                case UNCLEAR -> "right, but nobody could act on it";
                case OTHER -> "something else";
            };
        }
    }

    /// Where it stands.
    public enum Stage {
        WAITS_FOR_PERSON,
        WAITS_FOR_TOOL,
        WAITS_FOR_REVIEW,
        REVIEWED
    }

    public Stage stage() {
        if (review.isPresent()) {
            return Stage.REVIEWED;
        }
        if (kind == Kind.SHADOW && own.isEmpty()) {
            return Stage.WAITS_FOR_PERSON;
        }
        return given.isEmpty() ? Stage.WAITS_FOR_TOOL : Stage.WAITS_FOR_REVIEW;
    }

    /// The case it was, where it comes from the desk; empty elsewhere.
    public Optional<String> caseId() {
        return source.equals(DeskWork.SOURCE) ? Optional.of(sourceId) : Optional.empty();
    }

    /// What a reviewer sees first and second, without being told whose it is.
    public String shown(boolean first) {
        var owns = kind == Kind.SHADOW ? first == ownFirst() : !first;
        return (owns ? own : given.map(Given::answer)).orElse("");
    }

    /// Whether the person's answer stands first: known to nobody who reviews, the same on every
    /// look.
    public boolean ownFirst() {
        return Integer.parseInt(dev.countersign.kernel.Digests.hex(id).substring(0, 2), 16) < 128;
    }
}
