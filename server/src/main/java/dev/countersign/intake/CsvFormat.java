package dev.countersign.intake;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.CsvRows;
import dev.countersign.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A table with a header (RFC 4180). Columns have our names, or are mapped to them; all others
/// become evidence. Pure.
public final class CsvFormat {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CsvFormat() {}

    /// @param mapped gives the header under which one of our fields stands; empty for its own name
    /// @throws dev.countersign.kernel.ProblemException 422 where a column is missing
    public static List<ObjectNode> read(String text, UnaryOperator<String> mapped) {
        List<CsvRows.Row> rows;
        try {
            rows = CsvRows.rows(text);
        } catch (IllegalArgumentException broken) {
            throw new Problem(
                            422,
                            "broken-csv",
                            "The table cannot be read",
                            String.valueOf(broken.getMessage()),
                            "close the quotes, and double those inside")
                    .asException();
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        var header =
                rows.getFirst().fields().stream()
                        .map(h -> h.strip().toLowerCase(Locale.ROOT))
                        .toList();
        Map<String, Integer> places = new HashMap<>();
        for (var field : NativeFormat.KNOWN) {
            var name = mapped.apply(field).strip().toLowerCase(Locale.ROOT);
            var at = header.indexOf(name.isEmpty() ? field : name);
            if (at >= 0) {
                places.put(field, at);
            } else if (!name.isEmpty()) {
                throw missing(name, header);
            }
        }
        if (!places.containsKey("id")) {
            throw missing("id", header);
        }
        var out = new ArrayList<ObjectNode>();
        for (var record : rows.subList(1, rows.size())) {
            var row = record.fields();
            if (row.stream().allMatch(String::isBlank)) {
                continue;
            }
            var exception = JSON.createObjectNode();
            var evidence = JSON.createObjectNode();
            places.forEach((field, at) -> {
                if (at < row.size() && !row.get(at).isBlank()) {
                    exception.put(field, row.get(at).strip());
                }
            });
            for (var i = 0; i < Math.min(row.size(), header.size()); i++) {
                if (!places.containsValue(i)) {
                    evidence.put(header.get(i), row.get(i));
                }
            }
            if (!evidence.isEmpty() && !exception.has("evidence")) {
                exception.set("evidence", evidence);
            }
            out.add(exception);
        }
        return out;
    }

    private static RuntimeException missing(String name, List<String> header) {
        return new Problem(
                        422,
                        "missing-column",
                        "A column is missing",
                        "no column is called `"
                                + name
                                + "`; there are "
                                + String.join(", ", header),
                        "name the columns like our fields, or map them: `?column.id=ticket`")
                .asException();
    }
}
