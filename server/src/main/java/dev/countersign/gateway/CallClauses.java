package dev.countersign.gateway;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A [CallQuery] in SQL: its conditions and the values they bind.
final class CallClauses {
    private final StringBuilder where =
            new StringBuilder("WHERE created_at >= :from AND created_at < :to");
    private final Map<String, Object> args = new HashMap<>();

    CallClauses(CallQuery q) {
        args.put("from", q.from().toEpochMilli());
        args.put("to", q.to().toEpochMilli());
        q.personId().ifPresent(p -> equal("person_id", p));
        q.prompt().ifPresent(p -> equal("prompt", p));
        q.state().ifPresent(s -> equal("state", s.stored()));
        q.outcome().ifPresent(s -> equal("outcome", s.stored()));
        q.needed()
                .ifPresent(
                        n -> where.append(n ? " AND case_id IS NOT NULL" : " AND case_id IS NULL"));
        if (!q.text().isBlank()) {
            where.append(
                    q.inRequest()
                            ? " AND (LOWER(request_text) LIKE :text ESCAPE '!' OR id LIKE :text"
                                    + " ESCAPE '!')"
                            : " AND id LIKE :text ESCAPE '!'");
            // A typed `%` or `_` is looked for as it stands.
            args.put(
                    "text",
                    "%"
                            + q.text().strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0")
                            + "%");
        }
    }

    private void equal(String column, Object value) {
        where.append(" AND ").append(column).append(" = :").append(column);
        args.put(column, value);
    }

    /// Starts behind this call.
    void after(Optional<CallRecord> last) {
        last.ifPresent(c -> {
            where.append(" AND (created_at < :key OR (created_at = :key AND id < :last))");
            args.put("key", c.createdAt().toEpochMilli());
            args.put("last", c.id());
        });
    }

    String conditions() {
        return where.toString();
    }

    Map<String, Object> args() {
        return args;
    }
}
