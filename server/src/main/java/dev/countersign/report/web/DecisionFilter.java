package dev.countersign.report.web;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Decided;
import dev.countersign.desk.DecisionQuery;
import dev.countersign.desk.Insight;
import dev.countersign.desk.Reader;
import dev.countersign.ui.AddressFilter;
import dev.countersign.ui.Exchange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The filters of a list of decisions, as its address says them.
public record DecisionFilter(Map<String, String> values) {
    private static final AddressFilter ADDRESS = new AddressFilter("the list of decisions");
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    /// What a case can be looked for by, in the order of the form.
    public static final List<String> FACTS =
            List.of("category", "service", "rule", "severity", "environment", "team", "source");

    private static final List<String> KEYS =
            Stream.concat(
                            Stream.of(
                                    "q", "because", "decision", "person", "to_role", "from", "to"),
                            FACTS.stream())
                    .toList();

    public DecisionFilter {
        values = new LinkedHashMap<>(values);
    }

    static DecisionFilter of(Exchange e) {
        return new DecisionFilter(AddressFilter.told(e, KEYS));
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

    public String query() {
        return AddressFilter.query(values);
    }

    /// The question in words, for a file that leaves.
    String inWords() {
        return values.isEmpty()
                ? "Every decision"
                : "Decisions where "
                        + values.entrySet().stream()
                                .map(v -> v.getKey().replace('_', ' ') + " is " + v.getValue())
                                .collect(Collectors.joining(" and "));
    }

    /// @param reader whose leave to read cases counts
    /// @param zone in which a day of the address is meant
    /// @param only whose decisions alone; empty for anybody's
    /// @throws dev.countersign.kernel.ProblemException 400 names the filter that is not known
    DecisionQuery decisions(
            Reader reader, ZoneId zone, Optional<String> only, String after, int limit) {
        var facts = new LinkedHashMap<String, String>();
        for (var fact : FACTS) {
            if (CaseQuery.FACTS.contains(fact) && !value(fact).isEmpty()) {
                facts.put(fact, value(fact));
            }
        }
        return new DecisionQuery(
                reader,
                value("from").isEmpty() ? Instant.EPOCH : day("from", zone, 0),
                value("to").isEmpty() ? FOREVER : day("to", zone, 1),
                facts,
                value("decision").isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                ADDRESS.choice("decision", value("decision"), Decided.Kind.class)),
                only.or(() -> told("person")),
                told("to_role"),
                value("q"),
                value("because"),
                place(after),
                limit);
    }

    private static Optional<Insight.Place> place(String after) {
        try {
            return after.isEmpty() ? Optional.empty() : Optional.of(Insight.Place.of(after));
        } catch (IllegalArgumentException e) {
            throw ADDRESS.wrong("after", after, "a place that a list before named");
        }
    }

    private Optional<String> told(String key) {
        return value(key).isEmpty() ? Optional.empty() : Optional.of(value(key));
    }

    private Instant day(String key, ZoneId zone, int after) {
        try {
            return LocalDate.parse(value(key)).plusDays(after).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException bad) {
            throw ADDRESS.wrong(key, value(key), "a day such as 2026-11-20");
        }
    }

    /// The kinds of decision, as the form offers them.
    public static List<String> kinds() {
        return Stream.of(Decided.Kind.values())
                .map(k -> k.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
