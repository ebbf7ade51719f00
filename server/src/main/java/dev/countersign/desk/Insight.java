package dev.countersign.desk;

import dev.countersign.storage.Storage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What many cases say together. Reads only; whoever asks decides who may see it.
public final class Insight {
    public static final int MOST = 1_000;

    /// Where counting ends.
    public static final int MOST_COUNTED = Desk.COUNTED;

    private static final int CELLS = 200;
    private static final int ROUTINE_FROM = 10;

    private final Storage storage;
    private final InsightStore store = new InsightStore();

    public Insight(Storage storage) {
        this.storage = storage;
    }

    /// How exceptions were decided in a period.
    public record Decisions(int approved, int edited, int denied, int escalated, int overturned) {
        public int all() {
            return approved + edited + denied + escalated;
        }

        /// Of those that were approved or denied, the share approved in per cent; -1 of none.
        public int approvedPercent() {
            var settled = approved + edited + denied;
            return settled == 0 ? -1 : Math.round(100f * (approved + edited) / settled);
        }

        /// Of all decisions, the share passed on in per cent; -1 of none.
        public int escalatedPercent() {
            return all() == 0 ? -1 : Math.round(100f * escalated / all());
        }
    }

    /// @param to the role that it was passed to
    public record Passed(String category, String to, int count) {}

    public record Cell(String rule, String service, int count) {}

    /// Exceptions that people settle always alike: a policy could settle them.
    ///
    /// @param settled how many were decided, `people` by how many different persons
    /// @param atMost how many of a hundred may yet deserve another decision: the upper end of a
    ///   one-sided 95 % interval where none was decided otherwise (Hanley and Lippman-Hand 1983,
    ///   the exact form of the rule of three)
    public record Routine(
            String category, String rule, String service, int settled, int people, double atMost) {
        static Routine of(String category, String rule, String service, int settled, int people) {
            var atMost = 100 * (1 - Math.pow(0.05, 1.0 / settled));
            return new Routine(category, rule, service, settled, people, atMost);
        }

        public String atMostInWords() {
            return String.format(java.util.Locale.ROOT, "%.0f %%", Math.ceil(atMost));
        }
    }

    /// What was approved each time, by two people or more, and never changed or overturned.
    public List<Routine> routine(Instant from, Instant to) {
        return storage.read(tx -> store.routine(tx, from, to, ROUTINE_FROM));
    }

    /// One decision with what it was about.
    public record Taken(
            String id,
            Instant at,
            String caseId,
            String title,
            String category,
            String service,
            String rule,
            Decided.Kind kind,
            String approver,
            String escalatedTo,
            String justification) {
        /// Where it stands among all.
        public Place place() {
            return new Place(at, id);
        }
    }

    /// A place in the list of decisions.
    public record Place(Instant at, String id) {
        /// @throws IllegalArgumentException where it is none
        public static Place of(String text) {
            var parts = text.split("~", 2);
            try {
                return new Place(
                        Instant.ofEpochMilli(Long.parseLong(parts[0])),
                        parts.length == 2 ? parts[1] : "");
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("`" + text + "` is no place in a list", e);
            }
        }

        @Override
        public String toString() {
            return at.toEpochMilli() + "~" + id;
        }
    }

    /// Category → UTC day as days since 1970 → how many were raised.
    public Map<String, Map<Long, Integer>> perDay(Instant from, Instant to) {
        return storage.read(tx -> store.perDay(tx, from, to));
    }

    /// How many exceptions were filed in each category of one version of a taxonomy.
    public Map<String, Integer> filedUnder(String taxonomy) {
        return storage.read(tx -> store.filedUnder(tx, taxonomy));
    }

    public Decisions decisions(Instant from, Instant to) {
        return storage.read(tx -> store.decisions(tx, null, from, to));
    }

    public Decisions decisionsOf(String person, Instant from, Instant to) {
        return storage.read(tx -> store.decisions(tx, person, from, to));
    }

    public List<Passed> passed(Instant from, Instant to) {
        return storage.read(tx -> store.passed(tx, from, to));
    }

    public List<Cell> hotSpots(Instant from, Instant to) {
        return storage.read(tx -> store.hotSpots(tx, from, to, CELLS));
    }

    /// Every decision that somebody took, of whatever kind of case.
    public List<Taken> decidedBy(String person, Instant from, Instant to) {
        return taken(
                "d.approver = :person AND d.decided_at >= :from AND d.decided_at < :to",
                Map.of("person", person, "from", from.toEpochMilli(), "to", to.toEpochMilli()));
    }

    /// What was decided about a service's policy violations.
    public List<Taken> violationsOf(String service, Instant from, Instant to) {
        return taken(
                "(desk_case.category = 'policy_violation' OR desk_case.category_kind = 'policy_violation') AND desk_case.service = :service AND d.decided_at >= :from"
                        + " AND d.decided_at < :to",
                Map.of("service", service, "from", from.toEpochMilli(), "to", to.toEpochMilli()));
    }

    /// Approvals of what a policy forbids.
    public List<Taken> againstPolicy(String person, Instant from, Instant to) {
        return taken(
                "(desk_case.category = 'policy_violation' OR desk_case.category_kind = 'policy_violation') AND d.kind IN ('approved', 'edited_and_approved',"
                        + " 'broke_glass') AND d.approver = :person AND d.decided_at >= :from AND"
                        + " d.decided_at < :to",
                Map.of("person", person, "from", from.toEpochMilli(), "to", to.toEpochMilli()));
    }

    /// What people passed on.
    public List<Taken> escalated(Instant from, Instant to) {
        return taken(
                "d.kind = 'escalated' AND d.decided_at >= :from AND d.decided_at < :to",
                Map.of("from", from.toEpochMilli(), "to", to.toEpochMilli()));
    }

    /// What became of the cases that were opened in a period, of every kind.
    ///
    /// @param judged whose time is over, or that were settled
    /// @param late of those judged: settled after their time, or still open
    /// @param overturned of those settled: with a decision that was reversed
    public record Became(int opened, int judged, int late, int settled, int overturned) {}

    public Became became(Instant from, Instant to, Instant now) {
        return storage.read(tx -> store.became(tx, from, to, now));
    }

    /// How many cases were open at an instant; empty where there had never been any.
    public OptionalInt openAt(Instant at) {
        return storage.read(tx -> store.openAt(tx, at));
    }

    /// Some decisions of all, of one person.
    ///
    /// @param subject a category of exceptions, or the tool; empty where it is about all
    public record Tally(String person, String subject, boolean category, int hits, int all) {}

    /// By who raised them: of the held and blocked answers settled in a period, those that a person
    /// edited, denied or overturned.
    public List<Tally> corrected(Instant from, Instant to) {
        return storage.read(tx -> store.corrected(tx, from, to));
    }

    /// By who decided and about what: of those approved or denied in a period, those approved.
    public List<Tally> approved(Instant from, Instant to) {
        return storage.read(tx -> store.approved(tx, from, to));
    }

    /// How many cases were passed on to one of these roles in a period.
    public int passedTo(Collection<String> roles, Instant from, Instant to) {
        return storage.read(tx -> store.passedTo(tx, roles, from, to));
    }

    /// Decisions of every kind of case by any filters.
    public List<Taken> taken(DecisionQuery query) {
        return storage.read(tx -> store.taken(tx, query));
    }

    /// How many, up to [#MOST_COUNTED].
    public int count(DecisionQuery query) {
        return storage.read(tx -> store.count(tx, query, MOST_COUNTED));
    }

    private List<Taken> taken(String filter, Map<String, ?> args) {
        return storage.read(tx -> store.taken(tx, filter, args, MOST));
    }
}
