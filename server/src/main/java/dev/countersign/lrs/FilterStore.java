package dev.countersign.lrs;

import dev.countersign.lrs.StatementStore.Row;
import dev.countersign.storage.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds statements by a filter. A statement about another is found by that one, too, whether that
/// one was voided or not.
final class FilterStore {
    /// Oldest or newest first, and one more than the limit where there is more.
    List<Row> find(Tx tx, Filter filter) {
        var values = new HashMap<String, Object>();
        var found = own(filter, values);
        if (filter.matches()) {
            found += " UNION " + followed(filter, values);
        }
        return tx.jdbi()
                .createQuery(
                        "SELECT "
                                + StatementStore.COLUMNS
                                + " FROM lrs_statement s WHERE s.seq IN ("
                                + found
                                + ") ORDER BY s.seq "
                                + order(filter)
                                + " LIMIT :most")
                .bindMap(values)
                .bind("most", filter.limit() + 1)
                .map((rs, _) -> StatementStore.row(rs))
                .list();
    }

    private static String order(Filter filter) {
        return filter.ascending() ? "ASC" : "DESC";
    }

    /// The statements that meet the conditions themselves. The rarest table leads, in the order in
    /// which its index has the numbers: no page reads more rows than it must.
    private static String own(Filter filter, Map<String, Object> values) {
        var lead =
                filter.agent().isPresent()
                        ? "na.seq"
                        : filter.activity().isPresent() ? "nt.seq" : "m.seq";
        return "SELECT o.seq FROM (SELECT "
                + lead
                + " AS seq FROM lrs_statement m"
                + named(filter, values)
                + where(filter, lead, "m", values)
                + " ORDER BY "
                + lead
                + " "
                + order(filter)
                + " LIMIT :most) o";
    }

    /// Those about a statement that meets them.
    private static String followed(Filter filter, Map<String, Object> values) {
        return "SELECT b.seq FROM (SELECT DISTINCT t.seq AS seq FROM lrs_follow f"
                + " JOIN lrs_statement m ON m.seq = f.target JOIN lrs_statement t ON t.seq = f.source"
                + named(filter, values)
                + where(filter, "t.seq", "t", values)
                + " ORDER BY 1 "
                + order(filter)
                + " LIMIT :most) b";
    }

    private static String named(Filter filter, Map<String, Object> values) {
        var sql = new StringBuilder();
        filter.agent()
                .ifPresent(key -> {
                    sql.append(" JOIN lrs_agent na ON na.seq = m.seq AND na.agent_key = :agent");
                    sql.append(filter.relatedAgents() ? "" : " AND na.related = 0");
                    values.put("agent", key);
                });
        filter.activity()
                .ifPresent(key -> {
                    sql.append(
                            " JOIN lrs_activity nt ON nt.seq = m.seq AND nt.activity_key = :activity");
                    sql.append(filter.relatedActivities() ? "" : " AND nt.related = 0");
                    values.put("activity", key);
                });
        return sql.toString();
    }

    /// @param lead the number that pages go by
    /// @param told the statement that is told; what it says of itself is its time
    private static String where(
            Filter filter, String lead, String told, Map<String, Object> values) {
        var all = new ArrayList<String>();
        all.add(told + ".voided = 0");
        if (filter.from() > 0) {
            all.add(lead + (filter.ascending() ? " > :from" : " < :from"));
            values.put("from", filter.from());
        }
        filter.since()
                .ifPresent(at -> {
                    all.add(told + ".stored_at > :since");
                    values.put("since", StatementStore.micros(at));
                });
        filter.until()
                .ifPresent(at -> {
                    all.add(told + ".stored_at <= :until");
                    values.put("until", StatementStore.micros(at));
                });
        filter.verb()
                .ifPresent(key -> {
                    all.add("m.verb_key = :verb");
                    values.put("verb", key);
                });
        filter.registration()
                .ifPresent(id -> {
                    all.add("m.registration = :registration");
                    values.put("registration", id);
                });
        return " WHERE " + String.join(" AND ", all);
    }
}
