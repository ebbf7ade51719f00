package dev.countersign.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Which decisions to list, the newest first.
///
/// @param reader only of cases that this person may read
/// @param facts of their cases: see [CaseQuery#FACTS]
/// @param from included; `to` excluded
/// @param text words of the case, or its id
/// @param because a part of the justification, in any case
/// @param after the last decision of the page before
public record DecisionQuery(
        Reader reader,
        Instant from,
        Instant to,
        Map<String, String> facts,
        Optional<Decided.Kind> kind,
        Optional<String> approver,
        Optional<String> escalatedTo,
        String text,
        String because,
        Optional<Insight.Place> after,
        int limit) {
    public DecisionQuery {
        facts = Map.copyOf(facts);
        for (var name : facts.keySet()) {
            if (!CaseQuery.FACTS.contains(name)) {
                throw new IllegalArgumentException("`" + name + "` is no fact of a case");
            }
        }
    }

    public DecisionQuery after(Insight.Taken last) {
        return new DecisionQuery(
                reader,
                from,
                to,
                facts,
                kind,
                approver,
                escalatedTo,
                text,
                because,
                Optional.of(last.place()),
                limit);
    }

    /// In SQL: `d` is the decision.
    record Clauses(String condition, Map<String, Object> args) {}

    Clauses clauses(Predicate<String> isRare) {
        var where = new ArrayList<>(List.of("d.decided_at >= :from", "d.decided_at < :to"));
        var args = new HashMap<String, Object>();
        args.put("from", from.toEpochMilli());
        args.put("to", to.toEpochMilli());
        ReaderClause.of(reader)
                .ifPresent(c -> {
                    where.add(c.condition());
                    args.putAll(c.args());
                });
        facts.forEach((name, value) -> {
            where.add("desk_case." + name + " = :" + name);
            args.put(name, value);
        });
        kind.ifPresent(k -> {
            where.add("d.kind = :decided");
            args.put("decided", k.name().toLowerCase(Locale.ROOT));
        });
        approver.ifPresent(p -> {
            where.add("d.approver = :approver");
            args.put("approver", p);
        });
        escalatedTo.ifPresent(r -> {
            where.add("d.escalated_to = :escalated_to");
            args.put("escalated_to", r);
        });
        if (!because.isBlank()) {
            where.add("LOWER(d.justification) LIKE :because ESCAPE '!'");
            args.put(
                    "because",
                    "%"
                            + because.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0")
                            + "%");
        }
        TextClause.of(text, isRare)
                .ifPresent(c -> {
                    where.add(c.condition());
                    args.putAll(c.args());
                });
        after.ifPresent(p -> {
            where.add("(d.decided_at < :after OR (d.decided_at = :after AND d.id < :after_id))");
            args.put("after", p.at().toEpochMilli());
            args.put("after_id", p.id());
        });
        return new Clauses(String.join(" AND ", where), args);
    }
}
