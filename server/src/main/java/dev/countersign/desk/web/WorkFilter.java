package dev.countersign.desk.web;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.CaseQuery.Sort;
import dev.countersign.desk.ExceptionCase.State;
import dev.countersign.desk.NewCase.Kind;
import dev.countersign.desk.Reader;
import dev.countersign.ui.AddressFilter;
import dev.countersign.ui.Exchange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The filters of a list of cases, as its address says them: a list is shared by sharing its
/// address, and saved by saving it.
public record WorkFilter(Map<String, String> values) {
    private static final AddressFilter ADDRESS = new AddressFilter("My work");

    private static final List<String> KEYS =
            List.of(
                    "tab",
                    "state",
                    "by",
                    "kind",
                    "role",
                    "who",
                    "overdue",
                    "overturned",
                    "settled",
                    "category",
                    "severity",
                    "service",
                    "environment",
                    "team",
                    "rule",
                    "source",
                    "q",
                    "from",
                    "to",
                    "sort",
                    "cols");
    public static final List<String> COLUMNS =
            List.of("why", "tool", "for", "raised", "taken", "state", "opened", "due");
    private static final List<String> USUAL =
            List.of("why", "tool", "for", "taken", "state", "due");

    public WorkFilter {
        values = new LinkedHashMap<>(values);
    }

    static WorkFilter of(Exchange e) {
        var values = new LinkedHashMap<String, String>();
        for (var key : KEYS) {
            var value = key.equals("cols") ? String.join(",", e.params(key)) : e.param(key);
            if (!value.isEmpty()) {
                values.put(key, value);
            }
        }
        return new WorkFilter(values);
    }

    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    public boolean has(String key, String value) {
        return value(key).equals(value);
    }

    public String tab() {
        return value("tab").isEmpty() ? "queue" : value("tab");
    }

    public List<String> columns() {
        return value("cols").isEmpty()
                ? USUAL
                : COLUMNS.stream()
                        .filter(Arrays.asList(value("cols").split(","))::contains)
                        .toList();
    }

    /// Whether anything but the tab, order and columns narrows the list.
    public boolean narrows() {
        return values.keySet().stream().anyMatch(k -> !List.of("tab", "sort", "cols").contains(k));
    }

    /// The address of the same list with one thing said differently; empty takes it away.
    public String with(String key, String value) {
        var changed = new LinkedHashMap<>(values);
        if (value.isEmpty()) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return "/work" + query(changed);
    }

    /// Says it, or takes it back where it is said already.
    public String toggled(String key, String value) {
        return with(key, has(key, value) ? "" : value);
    }

    /// The same tab without its filters.
    public String bare() {
        return "/work?tab=" + Exchange.encoded(tab());
    }

    public String query() {
        var query = query(values);
        return query.isEmpty() ? "" : query.substring(1);
    }

    private static String query(Map<String, String> values) {
        var out = new ArrayList<String>();
        values.forEach((k, v) -> out.add(k + "=" + Exchange.encoded(v)));
        return out.isEmpty() ? "" : "?" + String.join("&", out);
    }

    /// The same address with the order that its tab has where none is chosen.
    public Sort sort() {
        if (value("sort").isEmpty()) {
            return tab().equals("queue") ? Sort.DUE : Sort.NEWEST;
        }
        return choice("sort", Sort.class);
    }

    CaseQuery.Builder cases(Reader who, Instant now) {
        var out = CaseQuery.where().sort(sort()).text(value("q"));
        switch (tab()) {
            case "queue" -> out.state(State.OPEN).queues(who.roles()).notRaisedBy(who.id());
            case "raised" -> out.raisedBy(who.id());
            case "settled" -> out.settled().queues(who.roles());
            default -> out.readableBy(who);
        }
        if (!value("state").isEmpty()) {
            out.state(choice("state", State.class));
        }
        if (!value("kind").isEmpty()) {
            out.kind(choice("kind", Kind.class));
        }
        if (!value("role").isEmpty()) {
            // Only ever narrower: somebody else's queue is not opened by its name in the address.
            var own = who.has(value("role")) || tab().equals("all") || tab().equals("raised");
            out.readableBy(who).queues(own ? List.of(value("role")) : List.of());
        }
        if (!value("by").isEmpty()) {
            out.readableBy(who).raisedBy(value("by"));
        }
        for (var fact : CaseQuery.FACTS) {
            if (!value(fact).isEmpty()) {
                out.fact(fact, value(fact));
            }
        }
        if (has("who", "mine")) {
            out.takenBy(who.id());
        }
        if (has("who", "assigned")) {
            out.assignedTo(who.id());
        }
        if (has("who", "unassigned")) {
            out.untaken().unassigned();
        }
        if (has("overdue", "1")) {
            out.overdueAt(now);
        }
        if (has("settled", "1")) {
            out.settled();
        }
        if (has("overturned", "1")) {
            out.overturned();
        }
        if (!value("from").isEmpty()) {
            out.openedFrom(instant("from"));
        }
        if (!value("to").isEmpty()) {
            out.openedTo(instant("to"));
        }
        return out;
    }

    private Instant instant(String key) {
        try {
            return Instant.parse(value(key));
        } catch (DateTimeParseException bad) {
            throw wrong(key, "a time such as 2026-11-20T14:00:00Z");
        }
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type) {
        return ADDRESS.choice(key, value(key), type);
    }

    private RuntimeException wrong(String key, String right) {
        return ADDRESS.wrong(key, value(key), right);
    }
}
