package dev.countersign.desk.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.desk.Desk;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Session;
import dev.countersign.ui.EventStream;
import dev.countersign.ui.Web;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tells signed-in people at once what happened to cases that concern them.
public final class DeskEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Listener(String personId, Optional<String> token, EventStream stream) {}

    private final Desk desk;
    private final People people;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public DeskEvents(Desk desk, People people, Ledger ledger) {
        this.desk = desk;
        this.people = people;
        ledger.watch("case.", this::tell);
        ledger.watch("change.shadow-", this::tell);
    }

    public void mount(Web web) {
        web.get(
                "/events",
                e -> {
                    var listener =
                            new Listener(
                                    e.identity().id(), e.session().map(Session::token), e.events());
                    listeners.add(listener);
                    listener.stream().whenClosed(() -> listeners.remove(listener));
                });
    }

    private void tell(StoredEntry entry) {
        if (listeners.isEmpty()) {
            return;
        }
        // What became of a signed change is told to whoever signs it: its case says who.
        var change = entry.action().startsWith("change.");
        var found = desk.find(change ? String.valueOf(entry.facts().get("case")) : entry.subject());
        if (found.isEmpty()) {
            return;
        }
        var c = found.get();
        for (var listener : listeners) {
            var current = current(listener);
            if (current.isEmpty()) {
                // Closing it takes it off the list.
                listener.stream().close();
                continue;
            }
            var who = current.get();
            var own = c.opened().raisedBy().equals(who.id());
            var reader = desk.reader(who);
            var concerned =
                    change
                            ? c.standing().needed().stream().anyMatch(reader::has)
                            : reader.has(c.approverRole());
            if ((!change && entry.actor().equals(who.id())) || !(own || concerned)) {
                continue;
            }
            var sentence =
                    switch (entry.action()) {
                        case "case.opened" ->
                                own ? "Held for " + c.approverRole() + ":" : "Waits for you:";
                        case "case.approved", "case.edited-and-approved" -> "Approved:";
                        case "case.denied" -> "Denied:";
                        case "case.escalated" -> "Escalated to " + c.approverRole() + ":";
                        case "case.breached" -> "Not settled in time:";
                        case "case.overturned" -> "Overturned:";
                        case "change.shadow-began" -> "Watched from now on:";
                        case "change.shadow-stopped" -> "Stopped in shadow:";
                        case "change.shadow-passed", "change.shadow-cut-short" -> "Live now:";
                        case "case.taken" -> "Somebody is on it:";
                        default -> "Changed:";
                    };
            listener.stream()
                    .send(
                            "case",
                            JSON.valueToTree(
                                            Map.of(
                                                    "case", c.id(),
                                                    "href",
                                                            change
                                                                    ? "/changes/" + entry.subject()
                                                                    : "/cases/" + c.id(),
                                                    "title", c.opened().title(),
                                                    "sentence", sentence,
                                                    "waiting", desk.waitingFor(who)))
                                    .toString());
        }
    }

    /// Who is listening now: a session that ended hears nothing more, a role that went is gone.
    private Optional<Identity> current(Listener listener) {
        return listener.token().isPresent()
                ? people.session(listener.token().get()).map(Session::identity)
                : people.identity(listener.personId());
    }
}
