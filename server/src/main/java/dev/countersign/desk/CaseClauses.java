package dev.countersign.desk;

import dev.countersign.desk.CaseQuery.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A [CaseQuery] in SQL: its conditions, its order and the values they bind.
final class CaseClauses {
    private final List<String> where = new ArrayList<>();
    private final Map<String, Object> args = new HashMap<>();
    private final Sort sort;

    CaseClauses(CaseQuery q, Predicate<String> isRare) {
        sort = q.sort();
        q.state().ifPresent(s -> equal("state", lower(s)));
        if (q.settled()) {
            where.add("state <> 'open'");
        }
        q.kind().ifPresent(k -> equal("kind", lower(k)));
        q.tool().ifPresent(t -> equal("tool", t));
        q.facts().forEach(this::equal);
        q.raisedBy().ifPresent(p -> equal("raised_by", p));
        q.notRaisedBy()
                .ifPresent(p -> {
                    where.add("raised_by <> :not_raised_by");
                    args.put("not_raised_by", p);
                });
        if (!q.approverRoles().isEmpty()) {
            where.add("approver_role IN (" + names("queue", q.approverRoles()) + ")");
        }
        q.readableBy().ifPresent(this::readable);
        q.takenBy().ifPresent(p -> equal("taken_by", p));
        if (q.untaken()) {
            where.add("taken_by IS NULL");
        }
        q.assignedTo().ifPresent(p -> equal("assigned_to", p));
        if (q.unassigned()) {
            where.add("assigned_to IS NULL");
        }
        q.overdueAt()
                .ifPresent(t -> {
                    where.add("state = 'open' AND due_at <= :overdue");
                    args.put("overdue", t.toEpochMilli());
                });
        if (q.overturned()) {
            where.add(
                    "EXISTS (SELECT 1 FROM desk_decision o WHERE o.case_id = desk_case.id AND"
                            + " o.kind = 'overturned')");
        }
        text(q.text(), isRare);
        q.openedFrom()
                .ifPresent(t -> {
                    where.add("opened_at >= :from");
                    args.put("from", t.toEpochMilli());
                });
        q.openedTo()
                .ifPresent(t -> {
                    where.add("opened_at < :to");
                    args.put("to", t.toEpochMilli());
                });
    }

    private void equal(String column, Object value) {
        where.add(column + " = :" + column);
        args.put(column, value);
    }

    private String names(String prefix, Iterable<String> values) {
        var names = new ArrayList<String>();
        for (var value : values) {
            var name = prefix + names.size();
            names.add(":" + name);
            args.put(name, value);
        }
        return String.join(", ", names);
    }

    private void readable(Reader reader) {
        ReaderClause.of(reader)
                .ifPresent(c -> {
                    where.add(c.condition());
                    args.putAll(c.args());
                });
    }

    /// Every word typed begins a word of the case, or it is the case's id.
    private void text(String part, Predicate<String> isRare) {
        TextClause.of(part, isRare)
                .ifPresent(c -> {
                    where.add(c.condition());
                    args.putAll(c.args());
                });
    }

    /// Starts behind this case in the query's order.
    void after(Optional<ExceptionCase> last) {
        last.ifPresent(c -> {
            args.put("last", c.id());
            switch (sort) {
                case DUE -> {
                    where.add("(due_at > :key OR (due_at = :key AND id > :last))");
                    args.put("key", c.dueAt().toEpochMilli());
                }
                case AGE -> {
                    where.add("(opened_at > :key OR (opened_at = :key AND id > :last))");
                    args.put("key", c.openedAt().toEpochMilli());
                }
                case NEWEST -> {
                    where.add("(opened_at < :key OR (opened_at = :key AND id < :last))");
                    args.put("key", c.openedAt().toEpochMilli());
                }
                case KIND -> {
                    where.add(
                            "(kind > :kind_key OR (kind = :kind_key AND (due_at > :key OR (due_at"
                                    + " = :key AND id > :last))))");
                    args.put("kind_key", lower(c.opened().kind()));
                    args.put("key", c.dueAt().toEpochMilli());
                }
            }
        });
    }

    String conditions() {
        return where.isEmpty() ? "" : "WHERE " + String.join(" AND ", where);
    }

    String order() {
        return switch (sort) {
            case DUE -> " ORDER BY due_at, id";
            case AGE -> " ORDER BY opened_at, id";
            case NEWEST -> " ORDER BY opened_at DESC, id DESC";
            case KIND -> " ORDER BY kind, due_at, id";
        };
    }

    Map<String, Object> args() {
        return args;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
