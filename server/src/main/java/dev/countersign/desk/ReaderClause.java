package dev.countersign.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whose cases somebody may read, as a condition on desk_case: the same rule as
/// [ExceptionCase#readableBy], so that pages and counts are exact.
record ReaderClause(String condition, Map<String, Object> args) {
    /// @return empty for whoever reads every case
    static Optional<ReaderClause> of(Reader reader) {
        if (ExceptionCase.REVIEWERS.stream().anyMatch(reader::has)) {
            return Optional.empty();
        }
        var args = new HashMap<String, Object>();
        var any = new ArrayList<>(List.of("raised_by = :reader"));
        args.put("reader", reader.id());
        var mine = new ArrayList<String>();
        for (var role : reader.roles()) {
            mine.add(":mine" + mine.size());
            args.put("mine" + (mine.size() - 1), role);
        }
        if (!mine.isEmpty()) {
            any.add("approver_role IN (" + String.join(", ", mine) + ")");
        }
        for (var role : reader.roles()) {
            var name = "signs" + any.size();
            any.add("needed LIKE :" + name + " ESCAPE '!'");
            any.add("past_queues LIKE :" + name + " ESCAPE '!'");
            args.put(name, "%\n" + role.replaceAll("[!%_]", "!$0") + "\n%");
        }
        any.add(
                "EXISTS (SELECT 1 FROM desk_decision own WHERE own.case_id = desk_case.id AND"
                        + " own.approver = :reader)");
        return Optional.of(new ReaderClause("(" + String.join(" OR ", any) + ")", args));
    }
}
