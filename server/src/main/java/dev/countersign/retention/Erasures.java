package dev.countersign.retention;

import dev.countersign.action.ActionRequest;
import dev.countersign.action.Actions;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.LedgerQuery;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Destroys the personal values of a person, a call or an action, for a written reason. Threads may
/// share it.
public final class Erasures {
    private static final String MAY_ERASE = "compliance_liaison";
    private static final int MIN_REASON = 20;
    private static final int MAX_REASON = 2_000;
    private static final Set<CallState> UNDER_WAY =
            Set.of(
                    CallState.SENT,
                    CallState.RELEASING,
                    CallState.HELD,
                    CallState.BLOCKED,
                    CallState.APPROVED);

    private static final Set<ActionRequest.State> ACTIONS_UNDER_WAY =
            Set.of(ActionRequest.State.WAITING, ActionRequest.State.APPROVED);

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Gateway gateway;
    private final Actions actions;
    private final List<Keeper> keepers = new CopyOnWriteArrayList<>();

    /// Whoever keeps something about a person beside the ledger, and destroys it with the rest.
    @FunctionalInterface
    public interface Keeper {
        /// Runs in the transaction of the erasure, before the person's name and address are gone.
        ///
        /// @throws java.sql.SQLException undoes the erasure
        void forget(Tx tx, Person person) throws SQLException;
    }

    public void also(Keeper keeper) {
        keepers.add(keeper);
    }

    public Erasures(
            Storage storage, Ledger ledger, People people, Gateway gateway, Actions actions) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.gateway = gateway;
        this.actions = actions;
    }

    public static boolean mayErase(Identity by) {
        return by.has(MAY_ERASE);
    }

    /// @param id of a person, a call or an action
    /// @param confirmation the same id, typed again
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 or 422
    public Erased erase(Identity by, String id, String reason, String confirmation) {
        if (!mayErase(by)) {
            throw refused(
                    403,
                    "may-not-erase",
                    "personal data is erased by the " + MAY_ERASE,
                    "ask them");
        }
        if (by.id().equals(id)) {
            throw refused(409, "own-erasure", "nobody erases themselves", "ask somebody else");
        }
        var why = reason.strip();
        if (why.length() < MIN_REASON || why.length() > MAX_REASON) {
            throw refused(
                    422,
                    "erasure-reason",
                    "the reason has "
                            + why.length()
                            + " characters; it needs "
                            + MIN_REASON
                            + " to "
                            + MAX_REASON,
                    "say who asked, when, and on which ground");
        }
        if (!id.equals(confirmation)) {
            throw refused(
                    422,
                    "not-confirmed",
                    "the id typed to confirm is `" + confirmation + "`, not `" + id + "`",
                    "type the id exactly: nothing brings the values back");
        }
        var known = people.person(id);
        var person = known.isPresent();
        if (!person) {
            requireEnded(id);
        }
        if (of(id).isPresent()) {
            throw refused(409, "erased", "`" + id + "` was erased before", "there is nothing left");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            ledger.erase(tx, id);
            if (person) {
                for (var keeper : keepers) {
                    keeper.forget(tx, known.get());
                }
                people.erase(tx, id);
            }
            return ledger.append(
                    tx,
                    new Entry(
                            kind(id, person) + ".erased",
                            by.id(),
                            id,
                            Map.of(),
                            Map.of("reason", new Personal(by.id(), why))));
        });
        people.refresh();
        return of(id).orElseThrow();
    }

    private static String kind(String id, boolean person) {
        return person ? "person" : id.startsWith("action-") ? "action" : "call";
    }

    private void requireEnded(String id) {
        var action = actions.find(id);
        if (action.isPresent()) {
            if (ACTIONS_UNDER_WAY.contains(action.get().state())) {
                throw refused(
                        409,
                        "action-under-way",
                        "`" + id + "` is not settled: carrying it out may still need the values",
                        "decide its case first, or wait until it was carried out");
            }
            return;
        }
        var call =
                gateway.find(id)
                        .orElseThrow(() ->
                                refused(
                                        404,
                                        "unknown-subject",
                                        "there is no person, call or action `" + id + "`",
                                        "check the id on the People page or in the prompt log"));
        if (UNDER_WAY.contains(call.state())) {
            throw refused(
                    409,
                    "call-under-way",
                    "call `" + id + "` has not ended: its answer may still need the values",
                    "decide its case first, or wait until the answer was fetched");
        }
    }

    /// When and by whom this was erased.
    public Optional<Erased> of(String id) {
        return ledger.about(id).stream()
                .filter(e -> e.action().endsWith(".erased"))
                .reduce((_, last) -> last)
                .map(Erasures::erased);
    }

    /// Newest first.
    public List<Erased> newest(int limit) {
        return java.util.stream.Stream.of("person.erased", "call.erased", "action.erased")
                .flatMap(action ->
                        ledger
                                .search(
                                        new LedgerQuery(
                                                Long.MAX_VALUE,
                                                limit,
                                                action,
                                                "",
                                                "",
                                                Optional.empty(),
                                                Optional.empty()))
                                .stream())
                .map(Erasures::erased)
                .sorted(java.util.Comparator.comparing(Erased::at).reversed())
                .limit(limit)
                .toList();
    }

    private static Erased erased(StoredEntry e) {
        return new Erased(
                e.subject(),
                e.action().startsWith("person."),
                e.actor(),
                e.at(),
                Optional.ofNullable(e.personal().get("reason")),
                e.index());
    }

    private static RuntimeException refused(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Not erased", detail, remedy).asException();
    }
}
