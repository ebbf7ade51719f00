package dev.countersign.quality.web;

import dev.countersign.quality.DefectQuery;
import dev.countersign.ui.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the register is narrowed to, as its address says it.
public record DefectFilter(Map<String, String> values) {
    /// In days; nothing is everything.
    public static final List<String> PERIODS = List.of("7", "30", "90");

    private static final List<String> KEYS =
            List.of("tool", "type", "state", "severity", "days", "q");

    public DefectFilter {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static DefectFilter of(Exchange e) {
        var found = new LinkedHashMap<String, String>();
        for (var key : KEYS) {
            var value = e.param(key);
            if (!value.isEmpty() && (!key.equals("days") || PERIODS.contains(value))) {
                found.put(key, value);
            }
        }
        return new DefectFilter(found);
    }

    DefectQuery query(Instant now) {
        var days = value("days");
        return new DefectQuery(
                value("tool"),
                value("type"),
                value("state"),
                value("severity"),
                value("q"),
                days.isEmpty()
                        ? Instant.EPOCH
                        : now.minus(Duration.ofDays(Integer.parseInt(days))));
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

    /// The same list with one filter set, or taken away where it is set so already.
    public String toggled(String key, String value) {
        var next = new LinkedHashMap<>(values);
        if (has(key, value)) {
            next.remove(key);
        } else {
            next.put(key, value);
        }
        return "/quality/defects" + query(next);
    }

    public String page(int number) {
        var next = new LinkedHashMap<>(values);
        next.put("page", String.valueOf(number));
        return "/quality/defects" + query(next);
    }

    public String csv() {
        return "/quality/defects.csv" + query(values);
    }

    private static String query(Map<String, String> values) {
        var out = new StringBuilder();
        values.forEach((k, v) ->
                out.append(out.isEmpty() ? "?" : "&")
                        .append(k)
                        .append('=')
                        .append(Exchange.encoded(v)));
        return out.toString();
    }
}
