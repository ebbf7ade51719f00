package dev.countersign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/// What the example organisation's people measured in the last six weeks.
final class DemoKpis {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MANAGER = "joost.verhaegen";

    private record Weekly(String kpi, List<String> values, List<Integer> pieces, String note) {}

    private static final List<Weekly> MEASURED =
            List.of(
                    new Weekly(
                            "AHT",
                            List.of("11.6", "11.2", "11.3", "10.7", "10.4", "9.9"),
                            List.of(452, 471, 438, 460, 449, 467),
                            "report of Monday"),
                    new Weekly(
                            "CSAT",
                            List.of("80.4", "81.9", "80.7", "82.6", "81.8", "83.1"),
                            List.of(148, 155, 140, 161, 143, 154),
                            "surveys of the week"),
                    new Weekly(
                            "coaching_interventions",
                            List.of("2", "1", "3", "4", "4", "5"),
                            List.of(),
                            "counted on Friday"));

    private final SetUp setUp;
    private final String administrator;

    DemoKpis(SetUp setUp, String administrator) {
        this.setUp = setUp;
        this.administrator = administrator;
    }

    void load() throws IOException, InterruptedException {
        var joost = setUp.keyFor(administrator, MANAGER);
        var today = LocalDate.parse(setUp.get(joost, "/v1/kpis").path("today").asText());
        var end = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (var m : MEASURED) {
            for (var i = 0; i < m.values().size(); i++) {
                var monday = end.minusWeeks(m.values().size() - i);
                var body = JSON.createObjectNode();
                body.put("value", m.values().get(i));
                body.put("from", monday.toString());
                body.put("to", monday.plusDays(6).toString());
                if (!m.pieces().isEmpty()) {
                    body.put("pieces", m.pieces().get(i));
                }
                body.put("note", m.note());
                setUp.post(joost, "/v1/kpis/" + m.kpi() + "/readings", body);
            }
        }
    }
}
