package dev.countersign.playbook.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.Bands;
import dev.countersign.playbook.OutlineCount;
import dev.countersign.playbook.Playbook;
import dev.countersign.playbook.Reading;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What `check` prints, for people and for programs.
final class CheckReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What the playbook is read with where no organisation file says otherwise.
    private static final String BELOW_THRESHOLD = "hold";

    private CheckReport() {}

    static String text(Reading reading, OutlineCount count, boolean withDocument) {
        var out = new StringBuilder();
        for (var finding : reading.findings()) {
            out.append(finding.asLine()).append('\n');
        }
        out.append(out.isEmpty() ? "" : "\n")
                .append(count.keyPaths())
                .append(" key paths, ")
                .append(count.values())
                .append(" values; ")
                .append(
                        reading.recovery().isPresent()
                                ? "the indentation was recovered"
                                : count.keyPaths() == 0 ? "could not be read" : "read as written")
                .append("; ")
                .append(tally(reading))
                .append('\n');
        bands(reading.playbook())
                .forEach((tool, bands) -> {
                    out.append("\n`")
                            .append(tool)
                            .append("` by confidence, with `below_threshold: hold`\n");
                    for (var band : bands) {
                        out.append("  ").append(number(band.from())).append(" up to ");
                        out.append(number(band.to()))
                                .append("  ")
                                .append(band.meaning())
                                .append('\n');
                    }
                });
        if (withDocument) {
            reading.recovered().ifPresent(yaml -> out.append('\n').append(yaml));
        }
        return out.toString();
    }

    private static String tally(Reading reading) {
        if (reading.findings().isEmpty()) {
            return "nothing to decide or mend";
        }
        return String.join(
                ", ",
                List.of(
                        counted(reading, Severity.ERROR, "error"),
                        counted(reading, Severity.DECISION, "decision"),
                        counted(reading, Severity.WARNING, "warning")));
    }

    private static String counted(Reading reading, Severity severity, String word) {
        var n = reading.findings().stream().filter(f -> f.severity() == severity).count();
        return n + " " + word + (n == 1 ? "" : "s");
    }

    static String json(String file, Reading reading, OutlineCount count) {
        var out = JSON.createObjectNode();
        out.put("file", file)
                .put("recovered", reading.recovery().isPresent())
                .put("key_paths", count.keyPaths())
                .put("values", count.values());
        var findings = out.putArray("findings");
        for (var f : reading.findings()) {
            findings.addObject()
                    .put("file", f.file())
                    .put("line", f.line())
                    .put("column", f.column())
                    .put("severity", f.severity().name().toLowerCase(Locale.ROOT))
                    .put("code", f.code())
                    .put("sentence", f.sentence())
                    .put("remedy", f.remedy());
        }
        var placements = out.putArray("placements");
        reading.recovery()
                .ifPresent(recovery ->
                        recovery.placements()
                                .forEach(p -> {
                                    var placed = placements.addObject();
                                    placed.put("line", p.line())
                                            .put("key", p.key())
                                            .put("place", p.place())
                                            .put("rule", p.rule());
                                    p.instead().forEach(placed.withArray("instead")::add);
                                }));
        var bands = out.putArray("bands");
        bands(reading.playbook())
                .forEach((tool, rows) ->
                        rows.forEach(b ->
                                bands.addObject()
                                        .put("microtool", tool)
                                        .put("from", b.from())
                                        .put("to", b.to())
                                        .put("meaning", b.meaning())));
        return out.toPrettyString() + "\n";
    }

    private static Map<String, List<Bands.Band>> bands(Optional<Playbook> playbook) {
        var bands = new LinkedHashMap<String, List<Bands.Band>>();
        playbook.ifPresent(p ->
                p.trainingTracks().stream()
                        .flatMap(t -> t.microtools().stream())
                        .forEach(m ->
                                bands.put(
                                        m.name(),
                                        Bands.of(m, p.riskThresholds(), BELOW_THRESHOLD))));
        return bands;
    }

    private static String number(BigDecimal confidence) {
        return confidence.setScale(Math.max(2, confidence.scale())).toPlainString();
    }
}
