package dev.countersign.gateway.web;

import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.CallState;
import dev.countersign.ui.AddressFilter;
import dev.countersign.ui.Exchange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The filters of a list of calls, as its address says them.
public record CallFilter(Map<String, String> values) {
    private static final AddressFilter ADDRESS = new AddressFilter("the prompt log");

    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final List<String> KEYS =
            List.of("q", "person", "prompt", "state", "outcome", "went", "from", "to");

    public CallFilter {
        values = new LinkedHashMap<>(values);
    }

    static CallFilter of(Exchange e) {
        return new CallFilter(AddressFilter.told(e, KEYS));
    }

    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    public boolean has(String key, String value) {
        return value(key).equals(value);
    }

    public boolean narrows() {
        return !values.isEmpty();
    }

    /// The value for a day field; empty where the filter is an exact time.
    public String day(String key) {
        return value(key).length() == 10 ? value(key) : "";
    }

    public String with(String key, String value) {
        var changed = new LinkedHashMap<>(values);
        if (value.isEmpty()) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return "/calls" + query(changed);
    }

    public String toggled(String key, String value) {
        return with(key, has(key, value) ? "" : value);
    }

    public String query() {
        return query(values);
    }

    private static String query(Map<String, String> values) {
        return values.isEmpty() ? "" : "?" + AddressFilter.query(values);
    }

    /// @param zone in which a day of the address is meant
    CallQuery.Builder calls(ZoneId zone) {
        var out =
                CallQuery.where()
                        .between(
                                value("from").isEmpty() ? Instant.EPOCH : time("from", zone, 0),
                                value("to").isEmpty() ? FOREVER : time("to", zone, 1))
                        .text(value("q"));
        if (!value("person").isEmpty()) {
            out.person(value("person"));
        }
        if (!value("prompt").isEmpty()) {
            out.prompt(value("prompt"));
        }
        if (!value("state").isEmpty()) {
            out.state(state("state"));
        }
        if (!value("outcome").isEmpty()) {
            out.outcome(state("outcome"));
        }
        switch (value("went")) {
            case "" -> {}
            case "alone" -> out.neededPerson(false);
            case "person" -> out.neededPerson(true);
            default -> throw wrong("went", "alone or person");
        }
        return out;
    }

    /// An exact time, or a day: its start, or the start of the day after it.
    private Instant time(String key, ZoneId zone, int daysAfter) {
        try {
            return day(key).isEmpty()
                    ? Instant.parse(value(key))
                    : LocalDate.parse(value(key))
                            .plusDays(daysAfter)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeParseException bad) {
            throw wrong(key, "a day such as 2026-11-20, or a time such as 2026-11-20T14:00:00Z");
        }
    }

    private CallState state(String key) {
        return ADDRESS.choice(key, value(key), CallState.class);
    }

    private RuntimeException wrong(String key, String right) {
        return ADDRESS.wrong(key, value(key), right);
    }
}
