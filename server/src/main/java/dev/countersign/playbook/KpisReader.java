package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.KpiSpec.Before;
import dev.countersign.playbook.KpiSpec.Better;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the organisation file's `kpis`.
final class KpisReader {
    private static final int MOST = 100;

    private final String file;
    private final List<Finding> findings;

    private KpisReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    static List<KpiSpec> read(String file, Optional<Node> node, List<Finding> findings) {
        var reader = new KpisReader(file, findings);
        var named = new Named(file, findings);
        var out = new ArrayList<KpiSpec>();
        for (var entry : named.entries("kpis", node)) {
            if (!entry.name().matches("[A-Za-z][A-Za-z0-9_]{0,39}")) {
                named.error(
                        entry.key(),
                        "wrong-type",
                        "`" + entry.name() + "` is no name of a KPI",
                        "write up to 40 letters, digits and `_`, starting with a letter");
            }
            out.add(reader.kpi(entry.name(), entry.value()));
        }
        if (out.size() > MOST) {
            node.ifPresent(n ->
                    named.error(
                            n,
                            "too-many",
                            out.size() + " KPIs are more than anybody steers by",
                            "keep at most " + MOST));
        }
        return out;
    }

    private KpiSpec kpi(String id, Node node) {
        var path = "kpis." + id;
        var f =
                new Fields(
                        file,
                        path,
                        node,
                        findings,
                        true,
                        Set.of(
                                "title",
                                "definition",
                                "unit",
                                "better",
                                "source",
                                "records",
                                "baseline"));
        var figure = f.optionalText("records");
        figure.filter(g -> !KpiSpec.FIGURES.contains(g))
                .ifPresent(g ->
                        f.error(
                                f.node("records").orElse(node),
                                "unknown-figure",
                                "`" + g + "` is not counted from the records",
                                "write one of "
                                        + String.join(", ", KpiSpec.FIGURES)
                                        + ", or say under `source` where the figure comes from"));
        var source =
                figure.isPresent()
                        ? f.optionalText("source").orElse("Countersign's own records")
                        : f.text("source");
        return new KpiSpec(
                id,
                f.optionalText("title").orElse(id.replace('_', ' ')),
                f.text("definition"),
                f.optionalText("unit").orElse(""),
                better(f, node),
                source,
                figure,
                f.node("baseline").map(b -> before(path + ".baseline", b, figure.isPresent())));
    }

    private static Better better(Fields f, Node node) {
        var text = f.text("better");
        for (var way : Better.values()) {
            if (way.name().toLowerCase(Locale.ROOT).equals(text)) {
                return way;
            }
        }
        if (!text.isEmpty()) {
            f.error(
                    f.node("better").orElse(node),
                    "unknown-value",
                    "`better` is `" + text + "`",
                    "write `lower` or `higher`");
        }
        return Better.LOWER;
    }

    private Before before(String path, Node node, boolean counted) {
        var f =
                new Fields(
                        file,
                        path,
                        node,
                        findings,
                        true,
                        Set.of("value", "from", "to", "pieces", "method"));
        var value = counted ? f.optionalText("value") : Optional.of(f.text("value"));
        var from = day(f, "from", node);
        var to = day(f, "to", node);
        if (to.isBefore(from)) {
            f.error(
                    f.node("to").orElse(node),
                    "wrong-period",
                    "the baseline ends on " + to + ", before it begins on " + from,
                    "write the first day under `from` and the last one under `to`");
        }
        return new Before(
                value.filter(v -> !v.isEmpty()).flatMap(v -> number(f, v, node)),
                from,
                to,
                f.optionalCount("pieces"),
                counted ? f.optionalText("method").orElse("") : f.text("method"));
    }

    private static Optional<BigDecimal> number(Fields f, String text, Node node) {
        // A plain number of a size that pages can show; `1e9999` is neither.
        if (text.matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?")) {
            return Optional.of(new BigDecimal(text));
        }
        f.error(
                f.node("value").orElse(node),
                "wrong-type",
                "`value` is `" + text + "`",
                "write a number such as 11.4");
        return Optional.empty();
    }

    private static LocalDate day(Fields f, String key, Node node) {
        var text = f.text(key);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            if (!text.isEmpty()) {
                f.error(
                        f.node(key).orElse(node),
                        "wrong-type",
                        "`" + key + "` is `" + text + "`",
                        "write a day such as 2026-09-14");
            }
            return LocalDate.EPOCH;
        }
    }
}
