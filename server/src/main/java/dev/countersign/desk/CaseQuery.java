package dev.countersign.desk;

import dev.countersign.desk.ExceptionCase.State;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which cases to list: `CaseQuery.where().state(OPEN).limit(50)`.
///
/// @param facts only exceptions with these facts: see [#FACTS]
/// @param settled only cases that somebody or time settled
/// @param approverRoles only cases in these queues; empty for every queue
/// @param readableBy only cases that this person may read
/// @param untaken only cases that nobody is looking at
/// @param unassigned only cases that nobody was asked to decide
/// @param overdueAt only open cases that were due by then
/// @param overturned only cases of which a decision was reversed
/// @param text part of the title, the request or the id
/// @param after the id of the last case of the page before; pages by it neither skip nor repeat
public record CaseQuery(
        Optional<State> state,
        boolean settled,
        Optional<NewCase.Kind> kind,
        Optional<String> tool,
        Map<String, String> facts,
        Optional<String> raisedBy,
        Optional<String> notRaisedBy,
        List<String> approverRoles,
        Optional<Reader> readableBy,
        Optional<String> takenBy,
        boolean untaken,
        Optional<String> assignedTo,
        boolean unassigned,
        Optional<Instant> overdueAt,
        boolean overturned,
        String text,
        Optional<Instant> openedFrom,
        Optional<Instant> openedTo,
        Sort sort,
        Optional<String> after,
        int limit) {
    public CaseQuery {
        approverRoles = List.copyOf(approverRoles);
        facts = Map.copyOf(facts);
        for (var name : facts.keySet()) {
            if (!FACTS.contains(name)) {
                throw new IllegalArgumentException("`" + name + "` is no fact of a case");
            }
        }
    }

    /// What an exception can be looked for by, beside what every case has.
    public static final Set<String> FACTS =
            Set.of("category", "severity", "service", "environment", "team", "rule", "source");

    /// No role has this name: the queue of somebody without roles is empty, not everybody's.
    public static final String NOBODY = "(nobody)";

    /// The order of a list; the id settles what is equal.
    public enum Sort {
        /// The most urgent first.
        DUE,
        /// The oldest first.
        AGE,
        NEWEST,
        /// By kind, and the most urgent first within one.
        KIND
    }

    public static Builder where() {
        return new Builder();
    }

    /// Every case, the newest first.
    public static CaseQuery all(int limit) {
        return where().limit(limit);
    }

    /// Open cases of these roles, the most urgent first.
    public static CaseQuery queueOf(Collection<String> roles, int limit) {
        return where().state(State.OPEN).queues(roles).sort(Sort.DUE).limit(limit);
    }

    /// Says one thing at a time; [#limit] ends it.
    public static final class Builder {
        private Optional<State> state = Optional.empty();
        private boolean settled;
        private Optional<NewCase.Kind> kind = Optional.empty();
        private Optional<String> tool = Optional.empty();
        private final Map<String, String> facts = new HashMap<>();
        private Optional<String> raisedBy = Optional.empty();
        private Optional<String> notRaisedBy = Optional.empty();
        private List<String> approverRoles = List.of();
        private Optional<Reader> readableBy = Optional.empty();
        private Optional<String> takenBy = Optional.empty();
        private boolean untaken;
        private Optional<String> assignedTo = Optional.empty();
        private boolean unassigned;
        private Optional<Instant> overdueAt = Optional.empty();
        private boolean overturned;
        private String text = "";
        private Optional<Instant> openedFrom = Optional.empty();
        private Optional<Instant> openedTo = Optional.empty();
        private Sort sort = Sort.NEWEST;
        private Optional<String> after = Optional.empty();

        private Builder() {}

        public Builder state(State only) {
            state = Optional.of(only);
            return this;
        }

        public Builder settled() {
            settled = true;
            return this;
        }

        public Builder kind(NewCase.Kind only) {
            kind = Optional.of(only);
            return this;
        }

        public Builder tool(String only) {
            tool = Optional.of(only);
            return this;
        }

        /// @param name one of [CaseQuery#FACTS]
        public Builder fact(String name, String only) {
            facts.put(name, only);
            return this;
        }

        public Builder raisedBy(String personId) {
            raisedBy = Optional.of(personId);
            return this;
        }

        public Builder notRaisedBy(String personId) {
            notRaisedBy = Optional.of(personId);
            return this;
        }

        public Builder queues(Collection<String> roles) {
            approverRoles = roles.isEmpty() ? List.of(NOBODY) : List.copyOf(roles);
            return this;
        }

        public Builder readableBy(Reader reader) {
            readableBy = Optional.of(reader);
            return this;
        }

        /// Takes [#readableBy] back: to count, never to show.
        public Builder everybodys() {
            readableBy = Optional.empty();
            return this;
        }

        public Builder takenBy(String personId) {
            takenBy = Optional.of(personId);
            return this;
        }

        public Builder untaken() {
            untaken = true;
            return this;
        }

        public Builder assignedTo(String personId) {
            assignedTo = Optional.of(personId);
            return this;
        }

        public Builder unassigned() {
            unassigned = true;
            return this;
        }

        public Builder overdueAt(Instant now) {
            overdueAt = Optional.of(now);
            return this;
        }

        public Builder overturned() {
            overturned = true;
            return this;
        }

        public Builder text(String part) {
            text = part;
            return this;
        }

        public Builder openedFrom(Instant from) {
            openedFrom = Optional.of(from);
            return this;
        }

        public Builder openedTo(Instant to) {
            openedTo = Optional.of(to);
            return this;
        }

        public Builder sort(Sort by) {
            sort = by;
            return this;
        }

        public Builder after(String caseId) {
            after = Optional.of(caseId);
            return this;
        }

        public CaseQuery limit(int limit) {
            return new CaseQuery(
                    state,
                    settled,
                    kind,
                    tool,
                    facts,
                    raisedBy,
                    notRaisedBy,
                    approverRoles,
                    readableBy,
                    takenBy,
                    untaken,
                    assignedTo,
                    unassigned,
                    overdueAt,
                    overturned,
                    text,
                    openedFrom,
                    openedTo,
                    sort,
                    after,
                    limit);
        }
    }
}
