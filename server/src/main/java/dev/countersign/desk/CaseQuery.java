package dev.countersign.desk;

import dev.countersign.desk.ExceptionCase.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which cases to list. Build on [#all] with the `with` methods.
///
/// @param approverRoles only cases in these queues; empty for every queue
/// @param text part of the title, the request or the id
/// @param dueFirst the most urgent first, else the newest first
public record CaseQuery(
        Optional<State> state,
        Optional<NewCase.Kind> kind,
        Optional<String> tool,
        Optional<String> raisedBy,
        List<String> approverRoles,
        String text,
        Optional<Instant> openedFrom,
        Optional<Instant> openedTo,
        boolean dueFirst,
        int limit,
        int offset) {
    public CaseQuery {
        approverRoles = List.copyOf(approverRoles);
    }

    /// No role has this name: the queue of somebody without roles is empty, not everybody's.
    public static final String NOBODY = "(nobody)";

    public static CaseQuery all(int limit) {
        return new CaseQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                limit,
                0);
    }

    public static CaseQuery queueOf(Iterable<String> roles, int limit) {
        var copy = new java.util.ArrayList<String>();
        roles.forEach(copy::add);
        if (copy.isEmpty()) {
            copy.add(NOBODY);
        }
        return new CaseQuery(
                Optional.of(State.OPEN),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                copy,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                limit,
                0);
    }
}
