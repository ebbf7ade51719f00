package dev.countersign.desk.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything about a case that decides what may happen next.
///
/// @param version rises with every act
/// @param requester whoever asked; never approves
/// @param needed the groups (roles) that must each sign, in this order; one person signs once
/// @param content digest of what would be done
/// @param editor whoever wrote the content last, where that was not the machine or the requester
/// @param secondNeeded whether somebody else than the editor must approve the edit
/// @param signatures of this content
/// @param expires when an open case is denied by time
/// @param last whoever acted last, and when; empty where time or a source did
/// @param emergency approved past the groups; a review follows
public record Standing(
        State state,
        int version,
        String requester,
        List<String> needed,
        String content,
        Optional<String> editor,
        boolean secondNeeded,
        List<Signature> signatures,
        Optional<Use> grant,
        Instant expires,
        Optional<Last> last,
        boolean emergency) {
    public Standing {
        needed = List.copyOf(needed);
        signatures = List.copyOf(signatures);
    }

    public enum State {
        OPEN,
        APPROVED,
        DENIED,
        EXPIRED
    }

    public record Last(String person, Instant at) {}

    public static Standing opened(
            String requester, List<String> needed, String content, Instant expires) {
        return new Standing(
                State.OPEN,
                1,
                requester,
                needed,
                content,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                expires,
                Optional.empty(),
                false);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /// The groups that have not signed yet, in order.
    public List<String> remaining() {
        var out = new ArrayList<>(needed);
        signatures.forEach(s -> out.remove(s.role()));
        return out;
    }

    /// The group whose turn it is; the last one's where all have signed.
    public String queue() {
        var remaining = remaining();
        return remaining.isEmpty() ? needed.getLast() : remaining.getFirst();
    }

    Standing next(State to, Optional<Last> by) {
        return new Standing(
                to,
                version + 1,
                requester,
                needed,
                content,
                editor,
                secondNeeded,
                signatures,
                grant,
                expires,
                by,
                emergency);
    }

    Standing with(List<Signature> signed, Optional<Use> use) {
        return new Standing(
                state,
                version,
                requester,
                needed,
                content,
                editor,
                secondNeeded,
                signed,
                use,
                expires,
                last,
                emergency);
    }

    /// Another content: every signature dies with the one it was given for.
    Standing with(String newContent, Optional<String> by, boolean second) {
        return new Standing(
                state,
                version,
                requester,
                needed,
                newContent,
                by,
                second,
                List.of(),
                Optional.empty(),
                expires,
                last,
                emergency);
    }

    Standing with(List<String> groups, Instant until) {
        return new Standing(
                state,
                version,
                requester,
                groups,
                content,
                editor,
                secondNeeded,
                signatures,
                grant,
                until,
                last,
                emergency);
    }

    Standing inEmergency(boolean value) {
        return new Standing(
                state,
                version,
                requester,
                needed,
                content,
                editor,
                secondNeeded,
                signatures,
                grant,
                expires,
                last,
                value);
    }
}
